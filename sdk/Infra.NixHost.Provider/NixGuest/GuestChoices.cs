using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>The enumerations of NixGuest.</summary>
internal static class GuestChoices
{
    /// <summary>What a disk is made of.</summary>
    public static ChoiceDefinition DiskKind { get; } =
        new(
            "GuestDiskKind",
            "What a guest's disk is made of.",
            [
                ("File", "file", "An image file."),
                ("Block", "block", "A block device of the host."),
                ("Directory", "directory", "A directory, shown as a read-only FAT partition."),
                ("Volume", "volume", "A libvirt volume, written `POOL/VOLUME`."),
            ]
        );

    /// <summary>What runs the guest's code.</summary>
    public static ChoiceDefinition Accelerator { get; } =
        new(
            "Accelerator",
            "What runs a guest's code.",
            [
                ("Auto", "auto", "KVM where it works, else TCG."),
                ("Kvm", "kvm", "Hardware virtualization; an error where it does not work."),
                ("Tcg", "tcg", "Emulation: works everywhere, many times slower."),
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

    /// <summary>What follows a crash.</summary>
    public static ChoiceDefinition RestartPolicy { get; } =
        new(
            "RestartPolicy",
            "What happens when a guest crashes.",
            [
                ("Never", "never", "It stays off."),
                ("OnCrash", "on-crash", "It boots again."),
                ("Preserve", "preserve", "It stays as it is, for a look at what happened."),
            ]
        );

    /// <summary>What up waits for.</summary>
    public static ChoiceDefinition WaitFor { get; } =
        new(
            "WaitFor",
            "What `up` waits for before a guest counts as there.",
            [
                ("None", "none", "Nothing: defined, and started in the background of the host."),
                ("Started", "started", "The guest's virtual machine runs."),
                (
                    "Configured",
                    "configured",
                    "The guest reports that its own configuration is in force."
                ),
            ]
        );
}
