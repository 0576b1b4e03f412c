using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.GetHost;

/// <summary>The properties of getHost.</summary>
internal static class GetHostDefinition
{
    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Flag = new PropertyType.Flag();
    private static readonly PropertyType Number = new PropertyType.Number();

    /// <summary>A bridge.</summary>
    public static StructureDefinition Bridge { get; } =
        new(
            "HostBridge",
            "A bridge of the host.",
            [
                Out("name", Text, "The name of the interface."),
                Out("uplinks", new PropertyType.List(Text), "Its ports that are not guests'."),
                Out("hasCarrier", Flag, "Whether one of these ports has carrier."),
            ]
        );

    /// <summary>A problem.</summary>
    public static StructureDefinition Problem { get; } =
        new(
            "HostProblem",
            "A precondition of the host that does not hold.",
            [
                Out("code", Text, "Its name, such as `libvirt-unreachable`; it never changes."),
                Out(
                    "fatal",
                    Flag,
                    "Whether nothing can be done on the host; otherwise only what the message names does not work."
                ),
                Out("message", Text, "What does not hold, and why that matters."),
                Out("hint", Text, "What to do about it."),
            ]
        );

    /// <summary>The function.</summary>
    public static FunctionDefinition Function { get; } =
        new(
            "getHost",
            "What the host can do. It only looks: what is missing or broken is among the problems, and never fails the call.",
            [],
            [
                Out(
                    "libvirtVersion",
                    Text,
                    "The version of libvirt's daemon, such as `9.0.0`; empty when it does not answer."
                ),
                Out(
                    "qemuVersion",
                    Text,
                    "The version of the QEMU that libvirt starts; empty when there is none."
                ),
                Out("nixVersion", Text, "The version of Nix; empty when there is none."),
                Out(
                    "accelerator",
                    Text,
                    "What runs guests whose accelerator is `auto`: `kvm` or `tcg`."
                ),
                Out("acceleratorReason", Text, "Why it is that one."),
                Out(
                    "bridges",
                    new PropertyType.List(new PropertyType.Structure(Bridge)),
                    "The bridges of the host."
                ),
                Out("cpus", new PropertyType.Integer(), "The number of processors."),
                Out("memory", Number, "The memory, in bytes."),
                Out(
                    "freeMemory",
                    Number,
                    "The memory that guests can get without swapping, in bytes."
                ),
                Out("freeDisk", Number, "The free bytes in the provider's `imageDirectory`."),
                Out("freeStore", Number, "The free bytes in the Nix store."),
                Out(
                    "problems",
                    new PropertyType.List(new PropertyType.Structure(Problem)),
                    "Every precondition that does not hold, the fatal ones first."
                ),
            ]
        );

    private static PropertyDefinition Out(string name, PropertyType type, string description) =>
        new(name, type, description) { IsRequired = true };
}
