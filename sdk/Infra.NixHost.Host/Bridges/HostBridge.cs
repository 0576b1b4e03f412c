using System.Collections.Immutable;

namespace Infra.NixHost.Hosts.Bridges;

/// <summary>A bridge of the host.</summary>
/// <param name="Name">The interface name.</param>
/// <param name="Uplinks">The ports that are not taps of guests.</param>
/// <param name="HasCarrier">Whether any uplink has carrier.</param>
public sealed record HostBridge(string Name, ImmutableArray<string> Uplinks, bool HasCarrier)
{
    /// <summary>Whether the bridge belongs to Open vSwitch rather than to the kernel.</summary>
    public bool IsOpenVSwitch { get; init; }

    /// <summary>Whether the bridge separates VLANs itself (<c>vlan_filtering</c>).</summary>
    public bool FiltersVlans { get; init; }
}
