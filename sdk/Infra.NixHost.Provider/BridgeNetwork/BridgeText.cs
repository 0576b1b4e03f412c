using Infra.NixHost.Host;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>What is said about bridges and networks in more than one place.</summary>
internal static class BridgeText
{
    /// <summary>The host has no such bridge.</summary>
    public static string Missing(string name, IReadOnlyList<string> others) =>
        $"\"{name}\": the host has no bridge of this name; "
        + (
            others.Count == 0
                ? "it has none at all: create one"
                : $"it has {string.Join(", ", others)}: name one of them, or create it"
        );

    /// <summary>The failure of an operation that needs the bridge.</summary>
    public static HostException IsMissing(string name, IReadOnlyList<string> others) =>
        new("bridge-missing", $"bridge {Missing(name, others)}.");

    /// <summary>What becomes of running guests that do not follow their network.</summary>
    public const string Stay = "keep their former link until they restart";

    /// <summary>Why running guests do not follow.</summary>
    public const string CannotFollow =
        "libvirt moves no running guest from or to a bridge of Open vSwitch";

    /// <summary>The name is somebody else's.</summary>
    public static string Foreign(string name, string xml) =>
        $"\"{name}\": libvirt has a network of this name already, and {OwnerTag.Describe(xml)}; choose another networkName, or remove that network";
}
