using Infra.NixHost.Host;
using Infra.NixHost.Host.Images;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Takes over overlays that exist, by path or as <c>POOL/VOLUME</c>.</summary>
internal sealed class OverlayImport(ProviderSession session)
{
    /// <summary>The absolute path of the file that an id names, or <c>null</c> when there is none.</summary>
    public async Task<string?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (Path.IsPathFullyQualified(id))
        {
            return session.Host.Images.Exists(id) ? id : null;
        }

        if (id.Split('/') is not [var poolName, var volume])
        {
            throw new HostException(
                "import-id",
                $"\"{id}\" names no volume; give the absolute path of the disk's file, or POOL/VOLUME."
            );
        }

        var pool = await session.Host.Volumes.OpenPoolAsync(
            poolName,
            session.Host.Options.ImageDirectory,
            cancellationToken
        );
        var path = Path.Combine(pool.Directory, volume);
        return session.Host.Images.Exists(path) ? path : null;
    }

    /// <summary>The inputs that would have made a disk.</summary>
    public static PropertyMap InputsOf(DiskImage disk)
    {
        if (disk.Format != "qcow2" || disk.BackingPath is not { } image)
        {
            throw new HostException(
                "import-no-overlay",
                $"\"{disk.Path}\" is a {disk.Format} image that lies on no other, so it is no OverlayDisk. "
                    + "Give its path to the guest as a disk of its own; nothing of it changes then."
            );
        }

        return ImportedInputs.Of(
            PropertyMap.Of(
                ("image", image),
                ("size", $"{disk.VirtualSize}"),
                ("directory", Path.GetDirectoryName(disk.Path)!),
                ("fileName", Path.GetFileName(disk.Path)),
                ("onImageChange", "keep")
            )
        );
    }
}
