using Pulumi;

namespace Infra.NixHost;

/// <example>
/// <code>
/// var image = new NixImage("image", new() { Configuration = "guest.nix" });
/// var os = new OverlayDisk("os", new() { Image = image, Size = "20GiB" });
/// </code>
/// </example>
public sealed partial class OverlayDisk
{
    /// <summary>Converts the disk to a disk of a guest. A <see cref="GuestDiskArgs"/> with <see cref="Path"/> can have its own serial and bus.</summary>
    public static implicit operator Input<GuestDiskArgs>(OverlayDisk disk)
    {
        ArgumentNullException.ThrowIfNull(disk);
        return new GuestDiskArgs { Path = disk.Path, Kind = GuestDiskKind.File };
    }
}
