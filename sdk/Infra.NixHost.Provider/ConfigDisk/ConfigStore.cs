using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Copies the content of a config disk into the Nix store, or predicts the store path.</summary>
internal sealed class ConfigStore(ProviderSession session)
{
    /// <summary>Computes the store path of a directory; writes nothing.</summary>
    public Task<string> LocateAsync(
        string directory,
        ConfigDiskInputs inputs,
        CancellationToken cancellationToken
    ) => AddAsync(directory, inputs, root: null, cancellationToken);

    /// <summary>Copies the content and roots it.</summary>
    public async Task<string> CopyAsync(
        ConfigDiskInputs inputs,
        string root,
        CancellationToken cancellationToken
    )
    {
        using var files = inputs.Files is null ? null : MaterializedFiles.WriteHere(inputs.Files);
        return await AddAsync(
            // Check lets through only one of files, source and host path, and the last is not copied.
            files?.Path
                ?? session.Resolve(inputs.Source!),
            inputs,
            root,
            cancellationToken
        );
    }

    private Task<string> AddAsync(
        string directory,
        ConfigDiskInputs inputs,
        string? root,
        CancellationToken cancellationToken
    ) =>
        session.Host.Store.AddDirectoryAsync(
            directory,
            $"nixhost-{inputs.Serial}",
            write: root is not null,
            root,
            cancellationToken
        );
}
