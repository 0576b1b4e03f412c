using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Copies the content of a config disk into the store, or says where the copy would be.</summary>
internal sealed class ConfigContent(ProviderSession session)
{
    /// <summary>The store path of the content; nothing is written.</summary>
    public Task<string> LocateAsync(ConfigDiskInputs inputs, CancellationToken cancellationToken) =>
        AddAsync(inputs, root: null, cancellationToken);

    /// <summary>Copies the content and roots it.</summary>
    public Task<string> StoreAsync(
        ConfigDiskInputs inputs,
        string root,
        CancellationToken cancellationToken
    ) => AddAsync(inputs, root, cancellationToken);

    private async Task<string> AddAsync(
        ConfigDiskInputs inputs,
        string? root,
        CancellationToken cancellationToken
    )
    {
        using var files = inputs.Files is null ? null : MaterializedFiles.Write(inputs.Files);
        var directory = files?.Path ?? session.Resolve(inputs.Source!);
        return await session.Host.Store.AddDirectoryAsync(
            directory,
            $"nixhost-{inputs.Serial}",
            write: root is not null,
            root,
            cancellationToken
        );
    }
}
