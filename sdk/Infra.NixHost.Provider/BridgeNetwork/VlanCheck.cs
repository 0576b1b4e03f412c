using Infra.NixHost.Hosts.Bridges;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rules;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>
/// Checks that a bridge can put guests into a VLAN.
/// libvirt detects this only when a network is defined or, in newer versions, when a guest starts.
/// </summary>
internal sealed class VlanCheck(ProviderSession session)
{
    /// <summary>Whether a number is a VLAN tag; adds one that is not to the failures.</summary>
    public static bool IsTag(string path, int vlan, CheckFailures failures)
    {
        var reason = ValueRules.Vlan(vlan);
        failures.AddIf(path, reason);
        return reason is null;
    }

    /// <summary>Adds what the bridge cannot do to the failures.</summary>
    public async Task RunAsync(
        string path,
        int vlan,
        HostBridge bridge,
        CheckFailures failures,
        CancellationToken cancellationToken
    )
    {
        if (bridge.IsOpenVSwitch)
        {
            return;
        }

        var instead =
            $"use a bridge of Open vSwitch, or make a bridge on the tagged interface on the host (such as {bridge.Name}.{vlan}) and name it in bridge";
        if (!await session.Host.Networks.CanTagOnLinuxBridgesAsync(cancellationToken))
        {
            failures.Add(
                path,
                $"{vlan}: the host's libvirt is older than 11.0 and cannot tag guests on a bridge of the kernel, as \"{bridge.Name}\" is; {instead}",
                "libvirt-old"
            );
        }
        else if (!bridge.FiltersVlans)
        {
            failures.Add(
                path,
                $"{vlan}: the bridge \"{bridge.Name}\" does not keep VLANs apart; switch it on (`ip link set {bridge.Name} type bridge vlan_filtering 1`), "
                    + $"or {instead}",
                "bridge-vlan-filtering"
            );
        }
    }
}
