using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>Messages about bridges and networks that occur in several places.</summary>
internal static class BridgeText
{
    /// <summary>Explains that the host has no such bridge.</summary>
    public static string Missing(string name, IReadOnlyList<string> others) =>
        $"\"{name}\": the host has no bridge of this name; "
        + (others.Count == 0 ? "it has none at all" : $"it has {string.Join(", ", others)}")
        + $"; name another, or make it: NixOS `networking.bridges.\"{name}\".interfaces = [ ];`, other hosts `ip link add \"{name}\" type bridge` and "
        + $"`ip link set \"{name}\" up` as root";

    /// <summary>The failure of an operation that needs the bridge.</summary>
    public static HostException IsMissing(string name, IReadOnlyList<string> others) =>
        new("bridge-missing", $"bridge {Missing(name, others)}.");

    /// <summary>Says what happens to running guests that do not follow their network.</summary>
    public const string Stay = "keep their former link until they restart";

    /// <summary>Explains why running guests do not follow.</summary>
    public const string CannotFollow =
        "libvirt cannot move a running guest to or from an Open vSwitch bridge";
}
