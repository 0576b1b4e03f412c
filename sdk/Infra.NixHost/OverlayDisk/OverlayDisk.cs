using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A writable qcow2 disk on a read-only image. It holds a garbage collector root of its own on its base for as long as it exists.
/// </summary>
public sealed class OverlayDisk : CustomResource
{
    /// <summary>Adds the resource to the stack.</summary>
    /// <param name="name">Its name, unique among the OverlayDisk resources of the stack.</param>
    /// <param name="args">What it is made from.</param>
    /// <param name="options">How the engine treats it.</param>
    public OverlayDisk(string name, OverlayDiskArgs args, CustomResourceOptions? options = null)
        : base("nixhost:index:OverlayDisk", name, args, options) { }

    /// <summary>The absolute path of the disk's file.</summary>
    [Output("path")]
    public Output<string> Path { get; private set; } = null!;

    /// <summary>The absolute path of the image it lies on; empty when it stands alone.</summary>
    [Output("backingPath")]
    public Output<string> BackingPath { get; private set; } = null!;

    /// <summary>The hash of the base's store path when the disk was made; empty for a base outside the store.</summary>
    [Output("backingHash")]
    public Output<string> BackingHash { get; private set; } = null!;

    /// <summary>The size the guest sees, in bytes.</summary>
    [Output("virtualSize")]
    public Output<double> VirtualSize { get; private set; } = null!;

    /// <summary>What the file takes on the host's disk, in bytes, when last looked at.</summary>
    [Output("allocation")]
    public Output<double> Allocation { get; private set; } = null!;

    /// <summary>The disk as a disk of a guest. For another serial or bus make a <see cref="GuestDiskArgs"/> with <see cref="Path"/>.</summary>
    public static implicit operator Input<GuestDiskArgs>(OverlayDisk disk)
    {
        ArgumentNullException.ThrowIfNull(disk);
        return new GuestDiskArgs { Path = disk.Path, Kind = GuestDiskKind.File };
    }
}
