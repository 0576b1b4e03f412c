using Infra.NixHost.Host;
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
    private readonly INixStore _store = session.Host.Store;
    private readonly ConfigImages _images = new(session);

    /// <inheritdoc/>
    public ResourceDefinition Definition => ConfigDiskDefinition.Resource;

    /// <inheritdoc/>
    public Task<PropertyMap> CheckAsync(CheckCall call, CancellationToken cancellationToken) =>
        new ConfigDiskCheck(session).RunAsync(call, cancellationToken);

    /// <inheritdoc/>
    public Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken) =>
        Task.FromResult(ConfigDiskDiff.Decide(call, _store, call.Id));

    /// <inheritdoc/>
    public async Task<ResourceState> CreateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        var id = RootOf(call.Identity);
        return new(id, call.News, await ApplyAsync(call, id, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(ChangeCall call, CancellationToken cancellationToken) =>
        ApplyAsync(call, call.Id, cancellationToken);

    /// <inheritdoc/>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        if (call.Inputs.Count == 0)
        {
            throw new HostException(
                "import-unsupported",
                $"A ConfigDisk is made from the program's own files, so there is nothing to import under the id \"{call.Id}\". "
                    + "Leave the import out: the first up makes the disk, and an imported guest that has the same content under the same serial takes it in place of its own."
            );
        }

        var known = new InputReader(call.Outputs);
        var (path, storePath) = (known.Text("path") ?? "", known.Text("storePath") ?? "");
        if (storePath.Length > 0)
        {
            await InspectCopyAsync(call, storePath, cancellationToken);
        }

        if (known.Text("format") == "iso")
        {
            if (!File.Exists(path))
            {
                await WarnAsync(
                    call.Identity,
                    $"The image {path} is gone; the next up makes it again.",
                    cancellationToken
                );
            }

            return new(call.Id, call.Inputs, call.Outputs);
        }

        return storePath.Length > 0 || Directory.Exists(path)
            ? new(call.Id, call.Inputs, call.Outputs)
            : null;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(StateCall call, CancellationToken cancellationToken)
    {
        foreach (var path in _images.ImagesOf(call.Id))
        {
            var users = await session.Host.Volumes.FindUsersAsync(path, cancellationToken);
            if (users.Count > 0)
            {
                throw new HostException(
                    "disk-in-use",
                    $"The config disk {path} is not deleted: the running guest {string.Join(", ", users)} uses it. "
                        + "Shut the guest down or take the disk from it, then run again."
                );
            }

            File.Delete(path);
        }

        _store.RemoveRoot(call.Id);
    }

    private string RootOf(ResourceIdentity identity) =>
        _store.RootPath(identity.Project, identity.Stack, identity.Urn.Value, Role);

    /// <summary>Makes the disk as wanted, or foresees its outputs in a preview.</summary>
    private async Task<PropertyMap> ApplyAsync(
        ChangeCall call,
        string id,
        CancellationToken cancellationToken
    )
    {
        var inputs = ConfigDiskInputs.Read(call.News);
        if (ConfigContent.Read(call.News) is not { } content)
        {
            return ConfigDiskOutputs.Unknown();
        }

        var isSame = ConfigDiskDiff.IsSame(
            (call.OldInputs, ConfigContent.Read(call.OldInputs)),
            (call.News, content)
        );
        var olds = new InputReader(call.OldOutputs);
        var generation = (olds.Integer("generation") ?? 0) + (isSame ? 0 : 1);
        var image = content.IsIso ? _images.PathOf(id, generation) : "";
        if (!call.IsPreview)
        {
            content = await StoreAsync(inputs, content, id, cancellationToken);
            if (content.IsIso && !(isSame && File.Exists(image)))
            {
                await _images.WriteAsync(image, inputs, content, cancellationToken);
            }

            // The former one stays until the guests that have it take the new one.
            await _images.RemoveOthersAsync(
                id,
                [image, olds.Text("path") ?? ""],
                cancellationToken
            );
        }

        return ConfigDiskOutputs.Write(inputs, content, image, generation);
    }

    /// <summary>What was copied is what counts, also when a file changed after the check.</summary>
    private async Task<ConfigContent> StoreAsync(
        ConfigDiskInputs inputs,
        ConfigContent content,
        string root,
        CancellationToken cancellationToken
    )
    {
        if (content.StorePath.Length == 0)
        {
            _store.RemoveRoot(root);
            return content;
        }

        var stored = await new ConfigStore(session).CopyAsync(inputs, root, cancellationToken);
        return ConfigContent.InStore(content.Format, stored);
    }

    private async Task InspectCopyAsync(
        StateCall call,
        string storePath,
        CancellationToken cancellationToken
    )
    {
        if (!await _store.IsValidAsync(storePath, cancellationToken))
        {
            _store.RemoveRoot(call.Id);
            await WarnAsync(
                call.Identity,
                $"The content {storePath} is gone from the store; the next up copies it again.",
                cancellationToken
            );
        }
        else if (_store.ReadRoot(call.Id) != storePath)
        {
            await WarnAsync(
                call.Identity,
                $"The garbage collector root {call.Id} was gone; made it again.",
                cancellationToken
            );
            await _store.RealiseAsync(
                storePath,
                call.Id,
                session.Host.Options.CommandTimeout,
                null,
                cancellationToken
            );
        }
    }

    private Task WarnAsync(
        ResourceIdentity identity,
        string message,
        CancellationToken cancellationToken
    ) => session.Log.WarnAsync(identity.Urn, message, cancellationToken);
}
