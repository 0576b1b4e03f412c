using Infra.NixHost.Host;
using Infra.NixHost.Host.Images;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Creates, grows and deletes overlays, and roots their bases.</summary>
internal sealed class OverlayDiskHandler(ProviderSession session) : IResourceHandler
{
    private readonly INixHost _host = session.Host;
    private readonly OverlayFile _file = new(session);
    private readonly OverlayBase _base = new(session);

    /// <inheritdoc/>
    public ResourceDefinition Definition => OverlayDiskDefinition.Resource;

    /// <inheritdoc/>
    public Task<PropertyMap> CheckAsync(CheckCall call, CancellationToken cancellationToken) =>
        new OverlayDiskCheck(session).RunAsync(call, cancellationToken);

    /// <inheritdoc/>
    public Task<DiffOutcome> DiffAsync(DiffCall call, CancellationToken cancellationToken) =>
        Task.FromResult(OverlayDiskDiff.Decide(call, _base.LostRoot(call)));

    /// <inheritdoc/>
    public async Task<ResourceState> CreateAsync(
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        var inputs = OverlayDiskInputs.Read(call.News);
        if (call.IsPreview)
        {
            return OverlayDiskPreview.Create(call, inputs, session);
        }

        var under = await RequireImageAsync(inputs, cancellationToken);
        var pool = await _host.Volumes.OpenPoolAsync(
            inputs.Pool,
            inputs.Directory ?? _host.Options.ImageDirectory,
            cancellationToken
        );
        var (name, leftover) = await _file.ChooseAsync(call, inputs, pool, cancellationToken);
        var (path, size) = (Path.Combine(pool.Directory, name), inputs.Size ?? under.VirtualSize);
        if (leftover is null)
        {
            await CreateAsync(call, under, (pool, name), size, cancellationToken);
        }
        else
        {
            await TakeOverAsync(call.Identity, path, leftover.VirtualSize, size, cancellationToken);
        }

        try
        {
            var made = await _host.Images.ReadAsync(path, cancellationToken);
            await _host.Chains.RememberAsync(made, cancellationToken);
            return new(
                path,
                call.News,
                OverlayDiskOutputs.Of(made, await HashAsync(under.Path, cancellationToken))
            );
        }
        catch (Exception) when (leftover is null)
        {
            await UndoAsync(call.Identity, path);
            session.Owners.Unmade(call.Owner);
            throw;
        }
    }

    private async Task TakeOverAsync(
        ResourceIdentity identity,
        string path,
        long leftover,
        long size,
        CancellationToken cancellationToken
    )
    {
        await session.Log.InfoAsync(
            identity.Urn,
            $"adopted disk {path}: this stack created it in a run that was interrupted",
            cancellationToken
        );
        await new OverlayGrowth(_host).RunAsync(path, leftover, size, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<PropertyMap> UpdateAsync(ChangeCall call, CancellationToken cancellationToken)
    {
        var inputs = OverlayDiskInputs.Read(call.News);
        var flattens = OverlayDiskDiff.IsToBeFlattened(
            inputs,
            new InputReader(call.OldOutputs).Text("backingPath")
        );
        if (flattens || inputs.Size > (new InputReader(call.OldOutputs).Size("virtualSize") ?? 0))
        {
            await new SnapshotCheck(session).RequireNoneAsync(
                call.Id,
                "changed",
                cancellationToken
            );
        }

        if (call.IsPreview)
        {
            _ =
                flattens
                && await new OverlayFlattening(session).PreflightAsync(
                    call.Identity,
                    call.Id,
                    cancellationToken
                );
            return OverlayDiskPreview.Update(call, inputs, flattens);
        }

        return await ChangeAsync(call, inputs, flattens, cancellationToken);
    }

    private async Task<PropertyMap> ChangeAsync(
        ChangeCall call,
        OverlayDiskInputs inputs,
        bool flattens,
        CancellationToken cancellationToken
    )
    {
        session.Owners.Records.Write(call.Id, call.Owner);
        if (flattens)
        {
            await new OverlayFlattening(session).RunAsync(
                call.Identity,
                call.Id,
                cancellationToken
            );
            _base.Release(call.Identity, call.Id);
        }

        var current = await _host.Images.ReadAsync(call.Id, cancellationToken);
        if (current.BackingPath is { } image)
        {
            await _base.HoldAsync(call.Identity, call.Id, image, cancellationToken);
            await _host.Chains.RememberAsync(current, cancellationToken);
        }

        await new OverlayGrowth(_host).RunAsync(
            call.Id,
            current.VirtualSize,
            inputs.Size ?? current.VirtualSize,
            cancellationToken
        );
        var hash = new InputReader(call.OldOutputs).Text("backingHash") ?? "";
        return ImportedInputs.Carry(
            call.OldOutputs,
            OverlayDiskOutputs.Of(await _host.Images.ReadAsync(call.Id, cancellationToken), hash)
        );
    }

    /// <inheritdoc/>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        if (call.Inputs.Count == 0)
        {
            return await ImportAsync(call, cancellationToken);
        }

        if (!_host.Images.Exists(call.Id))
        {
            return null;
        }

        var known = new InputReader(call.Outputs).Text("backingHash") ?? "";
        var outputs = OverlayDiskOutputs.Of(
            await _host.Images.ReadAsync(call.Id, cancellationToken),
            known
        );
        await _base.InspectAsync(call, cancellationToken);
        return new(call.Id, call.Inputs, ImportedInputs.Carry(call.Outputs, outputs));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedObject>> ListAsync(CancellationToken cancellationToken) =>
        new OverlayImport(session).ListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<OwnedObject?> FindAsync(StateCall call, CancellationToken cancellationToken) =>
        Task.FromResult(_file.Find(call));

    /// <inheritdoc/>
    public async Task DeleteAsync(StateCall call, CancellationToken cancellationToken)
    {
        await new SnapshotCheck(session).RequireNoneAsync(call.Id, "deleted", cancellationToken);
        var users = await _host.Volumes.FindUsersAsync(call.Id, cancellationToken);
        if (users.Count > 0)
        {
            throw new HostException(
                "disk-in-use",
                $"The disk {call.Id} is not deleted: the running guest {string.Join(", ", users)} uses it and would lose what it writes. "
                    + "Shut the guest down, then run again."
            );
        }

        await _host.Volumes.DeleteAsync(call.Id, cancellationToken);
        _base.Release(call.Identity, call.Id);
        session.Owners.Records.Delete(call.Id);
    }

    /// <summary>Deletes a disk that was created but could not be recorded, even after cancellation.</summary>
    private async Task UndoAsync(ResourceIdentity identity, string path)
    {
        using var limit = new CancellationTokenSource(_host.Options.CommandTimeout, session.Clock);
        await _host.Volumes.DeleteAsync(path, limit.Token);
        _base.Release(identity, path);
        session.Owners.Records.Delete(path);
    }

    /// <summary>Imports an existing disk; its first change roots the base, because reading writes nothing.</summary>
    private async Task<ResourceState?> ImportAsync(
        StateCall call,
        CancellationToken cancellationToken
    )
    {
        if (await new OverlayImport(session).FindAsync(call.Id, cancellationToken) is not { } path)
        {
            return null;
        }

        var disk = await _host.Images.ReadAsync(path, cancellationToken);
        var inputs = OverlayImport.InputsOf(disk);
        (await _host.Chains.InspectAsync(path, cancellationToken)).Require();
        var hash = disk.BackingPath is { } image ? await HashAsync(image, cancellationToken) : "";
        var outputs = OverlayDiskOutputs.Of(disk, hash);
        return new(path, inputs, ImportedInputs.Of(outputs));
    }

    /// <summary>Reads the image, which must exist at this point.</summary>
    private async Task<DiskImage> RequireImageAsync(
        OverlayDiskInputs inputs,
        CancellationToken cancellationToken
    )
    {
        var path = inputs.Image ?? throw new InvalidOperationException("The engine sent no image.");
        var image = await _host.Images.ReadAsync(path, cancellationToken);
        if (image.IsEncrypted)
        {
            throw new HostException("image-encrypted", $"{OverlayDiskCheck.Encrypted(path)}.");
        }

        return inputs.Size is { } size && size < image.VirtualSize
            ? throw new HostException(
                "overlay-too-small",
                $"size {OverlayDiskCheck.TooSmall(size, path, image.VirtualSize)}."
            )
            : image;
    }

    /// <summary>Roots the base first, because a garbage collection could otherwise delete the base of the new volume.</summary>
    private async Task CreateAsync(
        ChangeCall call,
        DiskImage under,
        (PoolInfo Pool, string Name) file,
        long size,
        CancellationToken cancellationToken
    )
    {
        var path = Path.Combine(file.Pool.Directory, file.Name);
        using var held = session.Owners.Records.Hold(path);
        if (held is null || _host.Images.Exists(path))
        {
            throw OverlayFile.MadeMeanwhile(call.Identity, path);
        }

        session.Owners.Making(call.Owner);
        session.Owners.Records.Write(path, call.Owner);
        try
        {
            await _base.HoldAsync(call.Identity, path, under.Path, cancellationToken);
            await _host.Volumes.CreateOverlayAsync(
                file.Pool,
                file.Name,
                size,
                under.Path,
                under.Format,
                cancellationToken
            );
        }
        catch (Exception) when (!_host.Images.Exists(path))
        {
            _base.Release(call.Identity, path);
            session.Owners.Records.Delete(path);
            session.Owners.Unmade(call.Owner);
            throw;
        }
    }

    /// <summary>The hash of an image's store path; empty for an image outside of the store.</summary>
    private async Task<string> HashAsync(string image, CancellationToken cancellationToken) =>
        _host.Store.StorePathOf(image) is { } storePath
            ? await _host.Store.QueryHashAsync(storePath, cancellationToken)
            : "";
}
