using Pulumi;

namespace Infra.NixHost;

/// <summary>What a <see cref="OverlayDisk"/> is made from.</summary>
public sealed class OverlayDiskArgs : ResourceArgs
{
    /// <summary>
    /// The image below: a NixImage, or the absolute path of an image file. <see cref="OnImageChange"/> says what a change does.
    /// </summary>
    [Input("image", required: true)]
    public Input<string> Image { get; set; } = null!;

    /// <summary>
    /// The size the guest sees: a number of bytes, or a text such as <c>20GiB</c> (<c>G</c> and <c>GiB</c> count by 1024, <c>GB</c>
    /// by 1000). At least the image's; grows in place, also while the guest runs; never shrinks. Default: the image's.
    /// </summary>
    [Input("size")]
    public Input<string>? Size { get; set; }

    /// <summary>
    /// The libvirt directory pool to put the disk in. A change replaces the disk. Default: the pool over <see cref="Directory"/>.
    /// </summary>
    [Input("pool")]
    public Input<string>? Pool { get; set; }

    /// <summary>
    /// The absolute directory on the host to put the disk in. A change replaces the disk. Default: the provider's
    /// <c>imageDirectory</c>.
    /// </summary>
    [Input("directory")]
    public Input<string>? Directory { get; set; }

    /// <summary>The name of the disk's file. A change replaces the disk. Default: the resource's name and a short hash.</summary>
    [Input("fileName")]
    public Input<string>? FileName { get; set; }

    /// <summary>What happens when the image changes. Default <c>keep</c>.</summary>
    [Input("onImageChange")]
    public Input<OnImageChange>? OnImageChange { get; set; }
}
