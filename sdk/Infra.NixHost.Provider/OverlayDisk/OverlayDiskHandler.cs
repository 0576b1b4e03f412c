using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Libvirt;
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
    public Task<ResourceState> CreateAsync(ChangeCall call, CancellationToken cancellationToken) =>
        call.IsPreview
            ? Task.FromResult(
                OverlayDiskPreview.Create(call, OverlayDiskInputs.Read(call.News), session)
            )
            : new OverlayCreation(session, _file, _base).RunAsync(call, cancellationToken);

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
        await _file.RequireMadeAsync(call, cancellationToken);
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
        var made = await _host.Images.ReadAsync(call.Id, cancellationToken);
        var hash = new InputReader(call.OldOutputs).Text("backingHash") ?? "";
        // A create that failed may not have come to the hash.
        if (hash.Length == 0 && made.BackingPath is { } under)
        {
            hash = await _base.HashAsync(under, cancellationToken);
        }

        return ImportedInputs.Carry(call.OldOutputs, OverlayDiskOutputs.Of(made, hash));
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
        var found = await _host.Images.ReadAsync(call.Id, cancellationToken);
        // The next up refuses a file that its create has not finished.
        var isHalf =
            OverlayDiskOutputs.AreUnread(call.Outputs)
            && found.BackingPath != new InputReader(call.Outputs).Text("backingPath");
        var outputs = isHalf ? call.Outputs : OverlayDiskOutputs.Of(found, known);
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
        var hash = disk.BackingPath is { } image
            ? await _base.HashAsync(image, cancellationToken)
            : "";
        var outputs = OverlayDiskOutputs.Of(disk, hash);
        return new(path, inputs, ImportedInputs.Of(outputs));
    }
}
