using Infra.NixHost.Host.Nix;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Puts directories where guests can read them.</summary>
internal sealed class ConfigDiskHandler(ProviderSession session) : IResourceHandler
{
    private const string Role = "config";
    private const string Fat = "fat";
    private readonly INixStore _store = session.Host.Store;

    /// <inheritdoc/>
    public ResourceDefinition Definition => ConfigDiskDefinition.Resource;

    /// <inheritdoc/>
    public Task<PropertyMap> CheckAsync(CheckCall call, CancellationToken cancellationToken) =>
        new ConfigDiskCheck(session).RunAsync(call, cancellationToken);

    /// <inheritdoc/>
    public Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken)
    {
        var (before, after) = (
            call.OldInputs.Get(ConfigDiskDefinition.Content),
            call.News.Get(ConfigDiskDefinition.Content)
        );
        var changes = call.Changes;
        if (after is not null && !after.Equals(before))
        {
            changes = changes.Add(
                new("storePath", before is null ? ChangeKind.Add : ChangeKind.Update, before, after)
                {
                    Reason = "new content; guests that have this disk restart to see it",
                    IsOutput = true,
                }
            );
        }

        return Task.FromResult(new DiffOutcome(changes));
    }

    /// <inheritdoc/>
    public async Task<ResourceState> CreateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        var inputs = ConfigDiskInputs.Read(call.News);
        var root = RootOf(call.Identity);
        if (call.News.Values.Any(Plain.HasUnknown))
        {
            return new(root, call.News, Unknown());
        }

        if (inputs.HostPath is { } hostPath)
        {
            return new(root, call.News, Outputs(hostPath, "", inputs.Serial));
        }

        if (!call.IsPreview)
        {
            var stored = await new ConfigContent(session).StoreAsync(
                inputs,
                root,
                cancellationToken
            );
            // What was copied is what counts, also when a file changed after the check.
            return new(root, call.News, Outputs(stored, stored, inputs.Serial));
        }

        var content = call.News[ConfigDiskDefinition.Content];
        return new(root, call.News, Outputs(content, content, inputs.Serial));
    }

    /// <inheritdoc/>
    public async Task<PropertyMap> UpdateAsync(ChangeCall call, CancellationToken cancellationToken)
    {
        var outputs = (await CreateAsync(call, cancellationToken)).Outputs;
        if (!call.IsPreview && new InputReader(outputs).Text("storePath") is "")
        {
            _store.RemoveRoot(RootOf(call.Identity));
        }

        return outputs;
    }

    /// <inheritdoc/>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        var known = new InputReader(call.Outputs);
        if (known.Text("storePath") is not { Length: > 0 } storePath)
        {
            return Directory.Exists(known.Text("path"))
                ? new(call.Id, call.Inputs, call.Outputs)
                : null;
        }

        if (!await _store.IsValidAsync(storePath, cancellationToken))
        {
            return null;
        }

        var root = RootOf(call.Identity);
        if (_store.ReadRoot(root) != storePath)
        {
            await session.Log.WarnAsync(
                call.Identity.Urn,
                $"The garbage collector root {root} was gone; made it again.",
                cancellationToken
            );
            await _store.RealiseAsync(
                storePath,
                root,
                session.Host.Options.CommandTimeout,
                null,
                cancellationToken
            );
        }

        return new(call.Id, call.Inputs, call.Outputs);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(StateCall call, CancellationToken cancellationToken)
    {
        _store.RemoveRoot(RootOf(call.Identity));
        return Task.CompletedTask;
    }

    private string RootOf(ResourceIdentity identity) =>
        _store.RootPath(identity.Project, identity.Stack, identity.Urn.Value, Role);

    private static PropertyMap Unknown() =>
        PropertyMap.Create(
            ConfigDiskDefinition.Resource.Outputs.Select(o =>
                KeyValuePair.Create<string, PropertyValue>(o.Name, PropertyValue.Computed.Instance)
            )
        );

    private static PropertyMap Outputs(
        PropertyValue path,
        PropertyValue storePath,
        string serial
    ) =>
        PropertyMap.Of(
            ("path", path),
            ("storePath", storePath),
            ("contentHash", storePath is PropertyValue.String s ? HashOf(s.Value) : storePath),
            ("deviceLink", $"/dev/disk/by-id/virtio-{serial}-part1"),
            ("format", Fat),
            ("serial", serial)
        );

    /// <summary>The digest in a store path: Nix derives it from the content and the name.</summary>
    private static string HashOf(string storePath) => Path.GetFileName(storePath).Split('-', 2)[0];
}
