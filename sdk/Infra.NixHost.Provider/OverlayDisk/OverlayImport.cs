using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Images;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Imports existing overlays by path or as <c>POOL/VOLUME</c>.</summary>
internal sealed class OverlayImport(ProviderSession session)
{
    /// <summary>The absolute path of the file that an id names; <c>null</c> when there is no such file.</summary>
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
                $"\"{id}\" does not name a volume; give the absolute path of the disk's file, or POOL/VOLUME."
            );
        }

        if (
            await session.Host.Volumes.LocatePoolAsync(poolName, cancellationToken)
            is not { } directory
        )
        {
            return null;
        }

        var path = Path.Combine(directory, volume);
        return session.Host.Images.Exists(path) ? path : null;
    }

    /// <summary>The qcow2 files of all directory pools and of the provider's own directory, by path.</summary>
    public async Task<IReadOnlyList<ListedObject>> ListAsync(CancellationToken cancellationToken)
    {
        var pools = await session.Host.Volumes.ListPoolDirectoriesAsync(cancellationToken);
        return
        [
            .. pools
                .Append(session.Host.Options.ImageDirectory)
                .Select(Path.TrimEndingDirectorySeparator)
                .Distinct(StringComparer.Ordinal)
                .SelectMany(session.Host.Images.ListQcow2)
                .Select(path => new ListedObject(
                    path,
                    Path.GetFileName(path),
                    session.Owners.Records.Read(path)
                )),
        ];
    }

    /// <summary>The inputs that describe an existing disk.</summary>
    public static PropertyMap InputsOf(DiskImage disk)
    {
        if (disk.Format != "qcow2" || disk.BackingPath is not { } image)
        {
            throw new HostException(
                "import-no-overlay",
                $"\"{disk.Path}\" is a {disk.Format} image without a backing file, so it is not an OverlayDisk. "
                    + "Give its path to the guest as a disk of its own; nothing of it changes then."
            );
        }

        return ImportedInputs.Of(
            PropertyMap.Of(
                ("image", image),
                ("size", $"{disk.VirtualSize}"),
                ("directory", Path.GetDirectoryName(disk.Path) ?? "/"),
                ("fileName", Path.GetFileName(disk.Path)),
                ("onImageChange", "keep")
            )
        );
    }
}
