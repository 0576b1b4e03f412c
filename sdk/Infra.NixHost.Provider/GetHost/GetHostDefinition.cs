using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest;
using Infra.NixHost.Provider.Structures;

namespace Infra.NixHost.Provider.GetHost;

/// <summary>The properties of getHost.</summary>
internal static class GetHostDefinition
{
    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Flag = new PropertyType.Flag();
    private static readonly PropertyType Bytes = new PropertyType.Bytes();

    /// <summary>A bridge.</summary>
    public static StructureDefinition Bridge { get; } =
        new(
            "HostBridge",
            "A bridge of the host.",
            [
                Out("name", Text, "The name of the interface."),
                Out(
                    "uplinks",
                    new PropertyType.List(Text),
                    "The ports that do not belong to guests."
                ),
                Out("hasCarrier", Flag, "Whether one of the uplinks has carrier."),
            ]
        );

    /// <summary>A problem.</summary>
    public static StructureDefinition Problem { get; } =
        new(
            "HostProblem",
            "A precondition that the host does not meet.",
            [
                Out("code", Text, "The stable code of the problem, such as `libvirt-unreachable`."),
                Out(
                    "fatal",
                    Flag,
                    "Whether nothing works on the host. Otherwise only the feature in the message does not work."
                ),
                Out("message", Text, "The problem and its consequence."),
                Out("hint", Text, "The way to fix it."),
            ]
        );

    /// <summary>The function.</summary>
    public static FunctionDefinition Function { get; } =
        new(
            "getHost",
            "The capabilities of the host. The call only reads. Whatever is missing or broken is listed among the "
                + "problems and never fails the call.",
            [HostInput.OfFunction],
            [
                Out(
                    "libvirtVersion",
                    Text,
                    "The version of the libvirt daemon, such as `9.0.0`. It is empty if the daemon does not answer."
                ),
                Out(
                    "qemuVersion",
                    Text,
                    "The version of the QEMU that libvirt starts. It is empty if there is none."
                ),
                Out("nixVersion", Text, "The version of Nix. It is empty if there is none."),
                Out(
                    "accelerator",
                    new PropertyType.Choice(GuestChoices.Accelerator),
                    "The accelerator that `auto` chooses: `kvm` or `tcg`."
                ),
                Out("acceleratorReason", Text, "The reason for this choice."),
                Out(
                    "bridges",
                    new PropertyType.List(new PropertyType.Structure(Bridge)),
                    "The bridges of the host."
                ),
                Out("cpus", new PropertyType.Integer(), "The number of processors."),
                Out("memory", Bytes, "The memory of the host."),
                Out(
                    "freeMemory",
                    Bytes,
                    "The memory that is available to guests without swapping."
                ),
                Out("disk", Bytes, "The size of the file system of `imageDirectory`."),
                Out("freeDisk", Bytes, "The free space of the provider's `imageDirectory`."),
                Out("freeStore", Bytes, "The free space of the Nix store."),
                Out(
                    "problems",
                    new PropertyType.List(new PropertyType.Structure(Problem)),
                    "The preconditions that the host does not meet, the fatal ones first."
                ),
            ]
        );

    private static PropertyDefinition Out(string name, PropertyType type, string description) =>
        new(name, type, description) { IsRequired = true };
}
