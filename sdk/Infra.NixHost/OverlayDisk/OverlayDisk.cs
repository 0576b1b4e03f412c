using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A writable qcow2 disk on a read-only image. As long as the disk exists, it holds its own garbage collector root on its base.
/// </summary>
/// <example>
/// <code>
/// var image = new NixImage("image", new() { Configuration = "guest.nix" });
/// var os = new OverlayDisk("os", new() { Image = image, Size = "20GiB" });
/// </code>
/// </example>
public sealed class OverlayDisk : CustomResource
{
    /// <summary>Adds the resource to the stack.</summary>
    /// <param name="name">The name, unique among the OverlayDisk resources of the stack.</param>
    /// <param name="args">The inputs.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public OverlayDisk(string name, OverlayDiskArgs args, CustomResourceOptions? options = null)
        : base("nixhost:index:OverlayDisk", name, args, options) { }

    private OverlayDisk(string name, Input<string> id, CustomResourceOptions? options)
        : base("nixhost:index:OverlayDisk", name, args: null, ExistingResource.Of(id, options)) { }

    /// <summary>
    /// Reads a disk that exists, whoever made it, for its outputs. The stack neither changes nor deletes it, and the run ends with an error if
    /// there is none.
    /// </summary>
    /// <param name="name">The name, unique among the OverlayDisk resources of the stack.</param>
    /// <param name="id">Its id: the absolute path of the disk's file.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public static OverlayDisk Get(string name, Input<string> id, CustomResourceOptions? options = null) =>
        new(name, id, options);

    /// <summary>The absolute path of the disk's file.</summary>
    [Output("path")]
    public Output<string> Path { get; private set; } = null!;

    /// <summary>The absolute path of the base image. It is empty if the disk has no base.</summary>
    [Output("backingPath")]
    public Output<string> BackingPath { get; private set; } = null!;

    /// <summary>The hash of the base's store path at the disk's creation. It is empty for a base outside the store.</summary>
    [Output("backingHash")]
    public Output<string> BackingHash { get; private set; } = null!;

    /// <summary>The size that the guest sees, in bytes.</summary>
    [Output("virtualSize")]
    public Output<double> VirtualSize { get; private set; } = null!;

    /// <summary>The space of the file on the host's disk, in bytes, as of the last update or refresh.</summary>
    [Output("allocation")]
    public Output<double> Allocation { get; private set; } = null!;

    /// <summary>The disk as an item of a guest's <c>disks</c>.</summary>
    [Output("disk")]
    public Output<Outputs.GuestDisk> Disk { get; private set; } = null!;

    /// <summary>Converts the disk to a disk of a guest. A <see cref="GuestDiskArgs"/> with <see cref="Path"/> can have its own serial and bus.</summary>
    public static implicit operator Input<GuestDiskArgs>(OverlayDisk disk)
    {
        ArgumentNullException.ThrowIfNull(disk);
        return new GuestDiskArgs { Path = disk.Path, Kind = GuestDiskKind.File };
    }
}
