using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>The enumerations of NixGuest.</summary>
internal static class GuestChoices
{
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
