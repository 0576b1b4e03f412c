using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.Structures;

/// <summary>The enumerations of a guest's disk.</summary>
internal static class DiskChoices
{
    /// <summary>What a disk is made of.</summary>
    public static ChoiceDefinition Kind { get; } =
        new(
            "GuestDiskKind",
            "The kind of source of a guest's disk.",
            [
                ("File", "file", "An image file."),
                ("Block", "block", "A block device of the host."),
                (
                    "Directory",
                    "directory",
                    "A directory of the host, which the guest sees as a read-only FAT partition."
                ),
                ("Volume", "volume", "A libvirt volume, written `POOL/VOLUME`."),
            ]
        );

    /// <summary>Where the host caches a disk.</summary>
    public static ChoiceDefinition Cache { get; } =
        new(
            "DiskCache",
            "The cache of the host in front of a guest's disk.",
            [
                ("None", "none", "No cache of the host. The file system must support direct I/O."),
                ("Writeback", "writeback", "Writes are cached until the guest flushes them."),
                (
                    "Writethrough",
                    "writethrough",
                    "Reads are cached, and each write is flushed at once."
                ),
                (
                    "Directsync",
                    "directsync",
                    "No cache of the host, and each write is flushed at once."
                ),
                (
                    "Unsafe",
                    "unsafe",
                    "Writes are cached and flushes ignored. A crash of the host loses data."
                ),
            ]
        );

    /// <summary>How QEMU reads and writes a disk.</summary>
    public static ChoiceDefinition Io { get; } =
        new(
            "DiskIo",
            "The way in which QEMU reads and writes a disk.",
            [
                ("Threads", "threads", "A pool of threads."),
                (
                    "Native",
                    "native",
                    "Native asynchronous I/O of Linux. It needs the cache `none` or `directsync`."
                ),
                ("IoUring", "io_uring", "The io_uring interface of Linux."),
            ]
        );

    /// <summary>What becomes of blocks that the guest frees.</summary>
    public static ChoiceDefinition Discard { get; } =
        new(
            "DiskDiscard",
            "The use of a guest's notice that blocks are free.",
            [
                ("Unmap", "unmap", "The blocks are released on the host."),
                ("Ignore", "ignore", "The blocks stay allocated on the host."),
            ]
        );

    /// <summary>How a disk is attached.</summary>
    public static ChoiceDefinition Bus { get; } =
        new(
            "DiskBus",
            "The bus of a guest's disk.",
            [
                ("Virtio", "virtio", "The paravirtual bus, with hot-plug."),
                ("Scsi", "scsi", "A virtual SCSI controller."),
                (
                    "Sata",
                    "sata",
                    "A SATA controller, without hot-plug and without read-only disks."
                ),
                ("Usb", "usb", "A USB controller."),
            ]
        );

    /// <summary>What a file or volume is.</summary>
    public static ChoiceDefinition Format { get; } =
        new(
            "DiskFormat",
            "The format of a guest's disk.",
            [
                (
                    "Qcow2",
                    "qcow2",
                    "A qcow2 image, which grows with its content and can have a base."
                ),
                ("Raw", "raw", "The bytes of the disk as they are."),
            ]
        );
}
