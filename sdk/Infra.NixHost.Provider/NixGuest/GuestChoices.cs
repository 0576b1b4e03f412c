using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>The enumerations of NixGuest.</summary>
internal static class GuestChoices
{
    /// <summary>What a disk is made of.</summary>
    public static ChoiceDefinition DiskKind { get; } =
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
    public static ChoiceDefinition DiskCache { get; } =
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
    public static ChoiceDefinition DiskIo { get; } =
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
    public static ChoiceDefinition DiskDiscard { get; } =
        new(
            "DiskDiscard",
            "The use of a guest's notice that blocks are free.",
            [
                ("Unmap", "unmap", "The blocks are released on the host."),
                ("Ignore", "ignore", "The blocks stay allocated on the host."),
            ]
        );

    /// <summary>What runs the guest's code.</summary>
    public static ChoiceDefinition Accelerator { get; } =
        new(
            "Accelerator",
            "The accelerator of a guest.",
            [
                ("Auto", "auto", "KVM if it works on the host, else TCG."),
                (
                    "Kvm",
                    "kvm",
                    "Hardware virtualization. It is an error if it does not work on the host."
                ),
                ("Tcg", "tcg", "Emulation, which works everywhere and is many times slower."),
            ]
        );

    /// <summary>The graphical console.</summary>
    public static ChoiceDefinition Graphics { get; } =
        new(
            "Graphics",
            "A guest's graphical console, on the host's loopback address.",
            [
                ("None", "none", "No graphics."),
                ("Vnc", "vnc", "A VNC server."),
                ("Spice", "spice", "A SPICE server."),
            ]
        );

    /// <summary>The serial console.</summary>
    public static ChoiceDefinition Console { get; } =
        new(
            "GuestConsole",
            "A guest's serial console.",
            [
                ("None", "none", "No console."),
                ("Log", "log", "A log file on the host."),
                ("Pty", "pty", "A terminal for `virsh console`, and a log file on the host."),
            ]
        );

    /// <summary>What up waits for.</summary>
    public static ChoiceDefinition WaitFor { get; } =
        new(
            "WaitFor",
            "The state of a guest that `up` waits for.",
            [
                ("None", "none", "No wait: `up` ends while the guest may still start."),
                ("Started", "started", "The virtual machine runs."),
                (
                    "Configured",
                    "configured",
                    "The guest reports that it has applied its own configuration."
                ),
            ]
        );
}
