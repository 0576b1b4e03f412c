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

    /// <summary>What the virtual machine does.</summary>
    public static ChoiceDefinition State { get; } =
        new(
            "GuestState",
            "The power state of a guest.",
            [
                ("NoState", "noState", "libvirt did not tell the state."),
                ("Running", "running", "The guest runs."),
                ("Blocked", "blocked", "The guest waits for a resource."),
                ("Paused", "paused", "The guest is paused."),
                ("Shutdown", "shutdown", "The guest is shutting down."),
                ("ShutOff", "shutOff", "The guest is off."),
                ("Crashed", "crashed", "The guest has crashed."),
                ("Suspended", "suspended", "The guest has suspended itself."),
            ]
        );

    /// <summary>The CPU.</summary>
    public static ChoiceDefinition CpuMode { get; } =
        new(
            "CpuMode",
            "The CPU that a guest sees. The name of a model is a choice too.",
            [
                (
                    "HostPassthrough",
                    "host-passthrough",
                    "The CPU of the host as it is. It needs KVM."
                ),
                ("HostModel", "host-model", "The model that is nearest to the CPU of the host."),
                ("Maximum", "maximum", "All features that the accelerator has."),
            ]
        );

    /// <summary>The machine type.</summary>
    public static ChoiceDefinition Machine { get; } =
        new(
            "MachineType",
            "The board of a guest. The name of any other machine type of QEMU is a choice too.",
            [
                ("Q35", "q35", "A PC with PCI Express."),
                ("Pc", "pc", "An older PC with PCI (i440FX)."),
            ]
        );
}
