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
    public static OverlayDisk Get(
        string name,
        Input<string> id,
        CustomResourceOptions? options = null
    ) => new(name, id, options);

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

    /// <summary>
    /// The base image: a NixImage, or the absolute path of an image file. <see cref="OnImageChange"/> decides what a change does.
    /// </summary>
    [Output("image")]
    public Output<string> Image { get; private set; } = null!;

    /// <summary>
    /// The size that the guest sees, as a number of bytes or a string such as <c>20GiB</c>. <c>G</c> and <c>GiB</c> count by
    /// 1024, <c>GB</c> by 1000. The size is at least the image's. It grows in place, even while the guest runs, and never
    /// shrinks. Default: the image's.
    /// </summary>
    [Output("size")]
    public Output<string> Size { get; private set; } = null!;

    /// <summary>
    /// The libvirt directory pool of the disk. A change replaces the disk, whose data is lost. Default: the pool of
    /// <see cref="Directory"/>.
    /// </summary>
    [Output("pool")]
    public Output<string?> Pool { get; private set; } = null!;

    /// <summary>
    /// The absolute directory of the disk on the host. A change replaces the disk, whose data is lost. Default: the provider's
    /// <c>imageDirectory</c>.
    /// </summary>
    [Output("directory")]
    public Output<string> Directory { get; private set; } = null!;

    /// <summary>
    /// The name of the disk's file. A change replaces the disk, whose data is lost. Default: the resource's name and a short
    /// hash.
    /// </summary>
    [Output("fileName")]
    public Output<string> FileName { get; private set; } = null!;

    /// <summary>
    /// The reaction to a change of the image. A change has no effect on a disk that is on the current image. Default <c>keep</c>.
    /// </summary>
    [Output("onImageChange")]
    public Output<OnImageChange> OnImageChange { get; private set; } = null!;

    /// <summary>Converts the disk to a disk of a guest. A <see cref="GuestDiskArgs"/> with <see cref="Path"/> can have its own serial and bus.</summary>
    public static implicit operator Input<GuestDiskArgs>(OverlayDisk disk)
    {
        ArgumentNullException.ThrowIfNull(disk);
        return new GuestDiskArgs { Path = disk.Path, Kind = GuestDiskKind.File };
    }
}
