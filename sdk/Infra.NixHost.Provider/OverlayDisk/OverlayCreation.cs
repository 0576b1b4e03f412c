using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Creates an overlay. A failed create leaves nothing, unless it went on with the disk of a killed run.</summary>
internal sealed class OverlayCreation(ProviderSession session, OverlayFile files, OverlayBase bases)
{
    private const int VolumeExists = 90; // VIR_ERR_STORAGE_VOL_EXIST

    private readonly INixHost _host = session.Host;

    /// <summary>Creates the disk, or takes over the file that a killed run left.</summary>
    public async Task<ResourceState> RunAsync(ChangeCall call, CancellationToken cancellationToken)
    {
        var inputs = OverlayDiskInputs.Read(call.News);
        var under = await RequireImageAsync(call.Identity, inputs, cancellationToken);
        var pool = await _host.Volumes.OpenPoolAsync(
            inputs.Pool,
            inputs.Directory ?? _host.Options.ImageDirectory,
            cancellationToken
        );
        var (name, leftover) = await files.ChooseAsync(call, inputs, pool, cancellationToken);
        var (path, size) = (Path.Combine(pool.Directory, name), inputs.Size ?? under.VirtualSize);
        if (leftover is null)
        {
            await CreateAsync(call, under, (pool, name), size, cancellationToken);
        }

        try
        {
            if (leftover is not null)
            {
                await TakeOverAsync(
                    call.Identity,
                    path,
                    leftover.VirtualSize,
                    size,
                    cancellationToken
                );
            }

            var made = await _host.Images.ReadAsync(path, cancellationToken);
            await _host.Chains.RememberAsync(made, cancellationToken);
            return new(
                path,
                call.News,
                OverlayDiskOutputs.Of(made, await bases.HashAsync(under.Path, cancellationToken))
            );
        }
        catch (Exception e) when (leftover is null || HostFailure.Is(e))
        {
            await FailureOf(call, path)
                .UndoAsync(
                    e,
                    leftover is null ? token => RemoveAsync(call.Identity, path, token) : null,
                    path,
                    Left(path, under, size)
                );
            throw;
        }
    }

    private FailedCreate FailureOf(ChangeCall call, string path) =>
        new(session, call, $"the disk {path}");

    /// <summary>What is known of a disk that could not be read; its next change reads it.</summary>
    private static PropertyMap Left(string path, DiskImage under, long size) =>
        OverlayDiskOutputs.Of(new(path, "qcow2", size, 0, under.Path, under.Format), "");

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

    /// <summary>Deletes a disk that was created but could not be recorded.</summary>
    private async Task RemoveAsync(
        ResourceIdentity identity,
        string path,
        CancellationToken cancellationToken
    )
    {
        await _host.Volumes.DeleteAsync(path, cancellationToken);
        bases.Release(identity, path);
        session.Owners.Records.Delete(path);
    }

    /// <summary>Whether libvirt found a file of the name, which somebody else has made since the look and which gets no record.</summary>
    private static bool IsForeign(Exception failure) =>
        failure is LibvirtException e && e.Error == VolumeExists;

    /// <summary>Reads the image, which must exist on some host at this point.</summary>
    private async Task<DiskImage> RequireImageAsync(
        ResourceIdentity identity,
        OverlayDiskInputs inputs,
        CancellationToken cancellationToken
    )
    {
        var path = inputs.Image ?? throw new InvalidOperationException("The engine sent no image.");
        await new ImageDelivery(session).BringAsync(identity.Urn, path, cancellationToken);
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
        using var held = session.Owners.Records.TryHold(path);
        if (held is null || _host.Images.Exists(path))
        {
            throw OverlayFile.MadeMeanwhile(call.Identity, path);
        }

        session.Owners.Making(call.Owner);
        session.Owners.Records.Write(path, call.Owner);
        try
        {
            await bases.HoldAsync(call.Identity, path, under.Path, cancellationToken);
            await _host.Volumes.CreateOverlayAsync(
                file.Pool,
                file.Name,
                size,
                under.Path,
                under.Format,
                cancellationToken
            );
        }
        catch (Exception e) when (IsForeign(e) || !_host.Images.Exists(path))
        {
            bases.Release(call.Identity, path);
            session.Owners.Records.Delete(path);
            session.Owners.Unmade(call.Owner);
            throw;
        }
        catch (Exception e) when (HostFailure.Is(e))
        {
            // Whether the file is what was asked for, only its next change can tell.
            throw FailureOf(call, path).Keep(e, path, Left(path, under, size));
        }
    }
}
