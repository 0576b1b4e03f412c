using Pulumi;

namespace Infra.NixHost;

/// <summary>A disk of a guest. An OverlayDisk or ConfigDisk has it as output <c>disk</c>.</summary>
public sealed class GuestDiskArgs : ResourceArgs
{
    /// <summary>
    /// The absolute path of the file, device or directory on the host, or <c>POOL/VOLUME</c> for a volume. A change restarts the
    /// guest.
    /// </summary>
    [Input("path", required: true)]
    public Input<string> Path { get; set; } = null!;

    /// <summary>The kind of the disk's source. A change restarts the guest. Default <c>file</c>.</summary>
    [Input("kind")]
    public Input<GuestDiskKind>? Kind { get; set; }

    /// <summary>
    /// The format of a file or volume: <c>qcow2</c> or <c>raw</c>. A change restarts the guest. Default <c>qcow2</c> for files
    /// and volumes, <c>raw</c> for devices.
    /// </summary>
    [Input("format")]
    public Input<string>? Format { get; set; }

    /// <summary>
    /// The bus of the disk: <c>virtio</c>, <c>scsi</c>, <c>sata</c> or <c>usb</c>. A change restarts the guest. Default
    /// <c>virtio</c>.
    /// </summary>
    [Input("bus")]
    public Input<string>? Bus { get; set; }

    /// <summary>Whether the disk is read-only. A directory always is. A change restarts the guest. Default false.</summary>
    [Input("readOnly")]
    public Input<bool>? ReadOnly { get; set; }

    /// <summary>Whether the guest's writes are lost when it stops. A change restarts the guest. Default false.</summary>
    [Input("transient")]
    public Input<bool>? Transient { get; set; }

    /// <summary>
    /// The cache of the host. A change restarts the guest. Default: that of QEMU, which is <c>writeback</c>; an imported disk
    /// keeps what it has.
    /// </summary>
    [Input("cache")]
    public Input<DiskCache>? Cache { get; set; }

    /// <summary>
    /// The way in which QEMU reads and writes the disk. A change restarts the guest. Default: that of QEMU, which is
    /// <c>threads</c>; an imported disk keeps what it has.
    /// </summary>
    [Input("io")]
    public Input<DiskIo>? Io { get; set; }

    /// <summary>
    /// The use of blocks that the guest frees. A change restarts the guest. Default <c>unmap</c>, and <c>ignore</c> for a
    /// read-only disk; an imported disk keeps what it has.
    /// </summary>
    [Input("discard")]
    public Input<DiskDiscard>? Discard { get; set; }

    /// <summary>
    /// The serial by which the guest finds the disk: at most 20 characters of <c>A-Z a-z 0-9 _ . -</c>, unique in the guest. With
    /// another serial it is another disk, which is plugged in while the guest runs; a boot disk needs a restart. Default
    /// <c>diskN</c>.
    /// </summary>
    [Input("serial")]
    public Input<string>? Serial { get; set; }
}
