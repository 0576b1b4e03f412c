using System.Collections.Immutable;

namespace Infra.NixHost.Host.Bridges;

/// <summary>A bridge of the host.</summary>
/// <param name="Name">The interface name.</param>
/// <param name="Uplinks">The physical or virtual ports that are not guests' taps.</param>
/// <param name="HasCarrier">Whether any uplink has carrier.</param>
public sealed record HostBridge(string Name, ImmutableArray<string> Uplinks, bool HasCarrier)
{
    /// <summary>Whether Open vSwitch switches it rather than the kernel's bridge.</summary>
    public bool IsOpenVSwitch { get; init; }

    /// <summary>Whether it keeps VLANs apart by itself (<c>vlan_filtering</c>).</summary>
    public bool FiltersVlans { get; init; }
}
