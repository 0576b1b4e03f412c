using Pulumi;

namespace Infra.NixHost.Outputs;

/// <summary>A disk of a guest. An OverlayDisk or ConfigDisk has it as output <c>disk</c>.</summary>
[OutputType]
public sealed class GuestDisk
{
    [OutputConstructor]
    private GuestDisk(
        string path,
        GuestDiskKind? kind,
        DiskFormat? format,
        DiskBus? bus,
        bool? readOnly,
        bool? transient,
        DiskCache? cache,
        DiskIo? io,
        DiskDiscard? discard,
        string? serial
    )
    {
        Path = path;
        Kind = kind;
        Format = format;
        Bus = bus;
        ReadOnly = readOnly;
        Transient = transient;
        Cache = cache;
        Io = io;
        Discard = discard;
        Serial = serial;
    }

    /// <summary>
    /// The absolute path of the file, device or directory on the host, or <c>POOL/VOLUME</c> for a volume. A change restarts the
    /// guest.
    /// </summary>
    public string Path { get; }

    /// <summary>The kind of the disk's source. A change restarts the guest. Default <c>file</c>.</summary>
    public GuestDiskKind? Kind { get; }

    /// <summary>
    /// The format of a file or volume: <c>qcow2</c> or <c>raw</c>. A change restarts the guest. Default <c>qcow2</c> for files
    /// and volumes, <c>raw</c> for devices.
    /// </summary>
    public DiskFormat? Format { get; }

    /// <summary>
    /// The bus of the disk: <c>virtio</c>, <c>scsi</c>, <c>sata</c> or <c>usb</c>. A change restarts the guest. Default
    /// <c>virtio</c>.
    /// </summary>
    public DiskBus? Bus { get; }

    /// <summary>Whether the disk is read-only. A directory always is. A change restarts the guest. Default false.</summary>
    public bool? ReadOnly { get; }

    /// <summary>Whether the guest's writes are lost when it stops. A change restarts the guest. Default false.</summary>
    public bool? Transient { get; }

    /// <summary>
    /// The cache of the host. A change restarts the guest. Default: that of QEMU, which is <c>writeback</c>; an imported disk
    /// keeps what it has.
    /// </summary>
    public DiskCache? Cache { get; }

    /// <summary>
    /// The way in which QEMU reads and writes the disk. A change restarts the guest. Default: that of QEMU, which is
    /// <c>threads</c>; an imported disk keeps what it has.
    /// </summary>
    public DiskIo? Io { get; }

    /// <summary>
    /// The use of blocks that the guest frees. A change restarts the guest. Default <c>unmap</c>, and <c>ignore</c> for a
    /// read-only disk; an imported disk keeps what it has.
    /// </summary>
    public DiskDiscard? Discard { get; }

    /// <summary>
    /// The serial by which the guest finds the disk: at most 20 characters of <c>A-Z a-z 0-9 _ . -</c>, unique in the guest. With
    /// another serial it is another disk, which is plugged in while the guest runs; a boot disk needs a restart. Default
    /// <c>diskN</c>.
    /// </summary>
    public string? Serial { get; }
}
