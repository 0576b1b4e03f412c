using Pulumi;

namespace Infra.NixHost;

/// <summary>The inputs of an <see cref="OverlayDisk"/>.</summary>
public sealed class OverlayDiskArgs : ResourceArgs
{
    /// <summary>
    /// The base image: a NixImage, or the absolute path of an image file. <see cref="OnImageChange"/> decides what a change does.
    /// </summary>
    [Input("image", required: true)]
    public Input<string> Image { get; set; } = null!;

    /// <summary>
    /// The size that the guest sees, as a number of bytes or a string such as <c>20GiB</c>. <c>G</c> and <c>GiB</c> count by
    /// 1024, <c>GB</c> by 1000. The size is at least the image's. It grows in place, even while the guest runs, and never
    /// shrinks. Default: the image's.
    /// </summary>
    [Input("size")]
    public Input<string>? Size { get; set; }

    /// <summary>
    /// The libvirt directory pool of the disk. A change replaces the disk, whose data is lost. Default: the pool of
    /// <see cref="Directory"/>.
    /// </summary>
    [Input("pool")]
    public Input<string>? Pool { get; set; }

    /// <summary>
    /// The absolute directory of the disk on the host. A change replaces the disk, whose data is lost. Default: the provider's
    /// <c>imageDirectory</c>.
    /// </summary>
    [Input("directory")]
    public Input<string>? Directory { get; set; }

    /// <summary>
    /// The name of the disk's file. A change replaces the disk, whose data is lost. Default: the resource's name and a short
    /// hash.
    /// </summary>
    [Input("fileName")]
    public Input<string>? FileName { get; set; }

    /// <summary>
    /// The reaction to a change of the image. A change has no effect on a disk that is on the current image. Default <c>keep</c>.
    /// </summary>
    [Input("onImageChange")]
    public Input<OnImageChange>? OnImageChange { get; set; }
}
