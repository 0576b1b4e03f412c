using Pulumi;

namespace Infra.NixHost;

/// <summary>A disk of a guest. Overlay and config disks convert to it.</summary>
public sealed class GuestDiskArgs : ResourceArgs
{
    /// <summary>The absolute path of the file, device or directory on the host; for a volume <c>POOL/VOLUME</c>.</summary>
    [Input("path", required: true)]
    public Input<string> Path { get; set; } = null!;

    /// <summary>What the disk is made of. Default <c>file</c>.</summary>
    [Input("kind")]
    public Input<GuestDiskKind>? Kind { get; set; }

    /// <summary>
    /// The format of a file or volume: <c>qcow2</c> or <c>raw</c>. Default <c>qcow2</c> for files and volumes, <c>raw</c> for
    /// devices.
    /// </summary>
    [Input("format")]
    public Input<string>? Format { get; set; }

    /// <summary>The bus it hangs on: <c>virtio</c>, <c>scsi</c>, <c>sata</c> or <c>usb</c>. Default <c>virtio</c>.</summary>
    [Input("bus")]
    public Input<string>? Bus { get; set; }

    /// <summary>Whether the guest may only read it. Always true for a directory. Default false.</summary>
    [Input("readOnly")]
    public Input<bool>? ReadOnly { get; set; }

    /// <summary>Whether what the guest writes is lost when it stops. Default false.</summary>
    [Input("transient")]
    public Input<bool>? Transient { get; set; }

    /// <summary>
    /// The serial by which the guest finds the disk: at most 20 characters of <c>A-Z a-z 0-9 _ . -</c>, unique in the guest.
    /// Default <c>diskN</c>.
    /// </summary>
    [Input("serial")]
    public Input<string>? Serial { get; set; }
}
