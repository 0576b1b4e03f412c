using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Creates config disks from directories and files.</summary>
internal sealed class ConfigDiskHandler(ProviderSession session) : IResourceHandler
{
    private const string Role = "config";
    private readonly INixStore _store = session.Host.Store;
    private readonly ConfigImages _images = new(session);
    private readonly OwnedRoots _roots = new(session, Role);

    /// <inheritdoc/>
    public ResourceDefinition Definition => ConfigDiskDefinition.Resource;

    /// <inheritdoc/>
    public Task<PropertyMap> CheckAsync(CheckCall call, CancellationToken cancellationToken) =>
        new ConfigDiskCheck(session).RunAsync(call, cancellationToken);

    /// <inheritdoc/>
    public Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken)
    {
        var outcome = ConfigDiskDiff.Decide(call, session);
        var changes = ImportedInputs.Forgive(call, outcome.Changes);
        return Task.FromResult(
            outcome with
            {
                Changes = new ContentChanges(session, call).Describe(changes),
            }
        );
    }

    /// <inheritdoc/>
    public async Task<ResourceState> CreateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        var id = _roots.Of(call);
        return new(id, call.News, await ClaimAsync(call, id, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<PropertyMap> UpdateAsync(ChangeCall call, CancellationToken cancellationToken) =>
        ClaimAsync(call, call.Id, cancellationToken);

    /// <inheritdoc/>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        if (call.Inputs.Count == 0)
        {
            call = _roots.Recorded(call) ?? throw CannotImport(call.Id);
        }

        var known = new InputReader(call.Outputs);
        var (path, storePath) = (known.Text("path") ?? "", known.Text("storePath") ?? "");
        var outputs =
            storePath.Length > 0
                ? await InspectCopyAsync(call, storePath, cancellationToken)
                : call.Outputs;

        if (known.Text("format") == "iso")
        {
            if (!session.Host.Files.IsFile(path))
            {
                await WarnAsync(
                    call.Identity,
                    $"The image {path} is gone; the next up creates it again.",
                    cancellationToken
                );
            }

            return new(call.Id, call.Inputs, outputs);
        }

        return storePath.Length > 0 || session.Host.Files.IsDirectory(path)
            ? new(call.Id, call.Inputs, outputs)
            : null;
    }

    /// <inheritdoc/>
    public Task<OwnedObject?> FindAsync(StateCall call, CancellationToken cancellationToken) =>
        Task.FromResult(_roots.Find(call));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedObject>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_roots.List());

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

            session.Host.Files.Delete(path);
        }

        _roots.Remove(call.Id);
    }

    private static HostException CannotImport(string id) =>
        new(
            "import-unsupported",
            $"A ConfigDisk is created from the program's own files, so only the id of one can be imported, and \"{id}\" is none that this "
                + "version has written. Remove the import: the first up creates the disk, and an imported guest with the same content and "
                + "serial then uses it."
        );

    private async Task<PropertyMap> ClaimAsync(
        ChangeCall call,
        string id,
        CancellationToken cancellationToken
    )
    {
        if (call.IsPreview)
        {
            return await ApplyAsync(call, id, cancellationToken);
        }

        var outputs = await _roots.ClaimAsync(
            id,
            call,
            () => ApplyAsync(call, id, cancellationToken),
            () => Left(id)
        );
        _roots.Describe(id, call.News.Without(ContentFiles.Property), outputs);
        return outputs;
    }

    /// <summary>The image that a failed create has left, if any.</summary>
    private PropertyMap? Left(string id) =>
        _images.ImagesOf(id) is [.., var image]
            ? PropertyMap.Of(("path", image), ("format", "iso"))
            : null;

    /// <summary>Creates the disk as wanted, or predicts its outputs in a preview.</summary>
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

        var olds = new InputReader(call.OldOutputs);
        // A create that failed has no generation.
        var former = olds.Integer("generation");
        var isSame =
            former is not null
            && ConfigDiskDiff.IsSame(
                (call.OldInputs, ConfigContent.Read(call.OldInputs)),
                (call.News, content)
            );
        var generation = (former ?? 0) + (isSame ? 0 : 1);
        var image = content.IsIso ? _images.PathOf(id, generation) : "";
        if (!call.IsPreview)
        {
            content = await StoreAsync(inputs, content, id, cancellationToken);
            if (content.IsIso && !(isSame && session.Host.Files.IsFile(image)))
            {
                await _images.WriteAsync(image, inputs, content, cancellationToken);
            }

            // The former image stays until its guests take the new one.
            await _images.RemoveOthersAsync(
                id,
                [image, olds.Text("path") ?? ""],
                cancellationToken
            );
        }

        return ConfigDiskOutputs.Write(inputs, content, image, generation);
    }

    /// <summary>Returns the content that was copied, because a file may have changed after the check.</summary>
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

    /// <summary>What a refresh finds of the copy in the store: a lost one is told, and the next up makes it again.</summary>
    private async Task<PropertyMap> InspectCopyAsync(
        StateCall call,
        string storePath,
        CancellationToken cancellationToken
    )
    {
        var isThere = await _store.IsValidAsync(storePath, cancellationToken);
        if (isThere && _store.ReadRoot(call.Id) == storePath)
        {
            return call.Outputs;
        }

        await WarnAsync(
            call.Identity,
            isThere
                ? $"The garbage collector root {call.Id} is missing; the next up creates it again."
                : $"The content {storePath} is gone from the store; the next up copies it again.",
            cancellationToken
        );
        return call.Outputs.With("storePath", "");
    }

    private Task WarnAsync(
        ResourceIdentity identity,
        string message,
        CancellationToken cancellationToken
    ) => session.Log.WarnAsync(identity.Urn, message, cancellationToken);
}
