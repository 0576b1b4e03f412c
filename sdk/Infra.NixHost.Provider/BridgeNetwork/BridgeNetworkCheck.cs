using Infra.NixHost.Host.Bridges;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>Checks a network: its bridge is there and leads out, and its name is free.</summary>
internal sealed class BridgeNetworkCheck(ProviderSession session)
{
    private const int MostVlans = 4094;

    /// <summary>The inputs with the network's name.</summary>
    public async Task<PropertyMap> RunAsync(CheckCall call, CancellationToken cancellationToken)
    {
        var news = call.News.ContainsKey("networkName")
            ? call.News
            : call.News.With("networkName", call.Identity.Name);
        var inputs = BridgeNetworkInputs.Read(news);
        CheckName(inputs, news, call);
        if (inputs.Vlan is < 1 or > MostVlans)
        {
            call.Failures.Add(
                "vlan",
                $"{inputs.Vlan} is no VLAN tag; give one from 1 to {MostVlans}"
            );
        }

        if (!Plain.HasUnknown(news.Get("bridge")))
        {
            await CheckBridgeAsync(inputs, call, cancellationToken);
        }

        if (call.IsNew && call.Failures.AreNone && inputs.NetworkName.Length > 0)
        {
            await CheckOwnerAsync(inputs, call, cancellationToken);
        }

        return news;
    }

    private static void CheckName(BridgeNetworkInputs inputs, PropertyMap news, CheckCall call)
    {
        if (
            !Plain.HasUnknown(news.Get("networkName"))
            && (
                inputs.NetworkName.Length == 0
                || inputs.NetworkName.Any(c => c == '/' || char.IsControl(c))
            )
        )
        {
            call.Failures.Add(
                "networkName",
                $"\"{inputs.NetworkName}\" is no name for a network; give one without /"
            );
        }
    }

    private async Task CheckBridgeAsync(
        BridgeNetworkInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (
            await session.Host.Bridges.FindAsync(inputs.Bridge, cancellationToken) is not { } bridge
        )
        {
            call.Failures.Add(
                "bridge",
                BridgeText.Missing(inputs.Bridge, session.Host.Bridges.List()),
                "bridge-missing"
            );
            return;
        }

        if (inputs.Vlan is { } vlan && call.Failures.AreNone)
        {
            await CheckVlanAsync(bridge, vlan, call, cancellationToken);
        }

        if (!inputs.RequireUplink || bridge.HasCarrier)
        {
            return;
        }

        var why = bridge.Uplinks.IsEmpty
            ? "it has no port of the host"
            : $"no carrier on {string.Join(", ", bridge.Uplinks)}";
        var text =
            $"\"{inputs.Bridge}\" does not lead out: {why}, so guests would not reach the LAN; plug an interface into the bridge, or set "
            + "requireUplink to false for an isolated lab";
        if (call.Changes("bridge", "requireUplink"))
        {
            call.Failures.Add("bridge", text, "bridge-uplink");
        }
        else
        {
            // A pulled cable is no reason to keep a stack from changing.
            await session.Log.WarnAsync(
                call.Identity.Urn,
                ErrorCode.Append($"bridge: {text}", "bridge-uplink"),
                cancellationToken
            );
        }
    }

    /// <summary>libvirt finds out only when the network is defined or, in newer versions, when a guest starts.</summary>
    private async Task CheckVlanAsync(
        HostBridge bridge,
        int vlan,
        CheckCall call,
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
            call.Failures.Add(
                "vlan",
                $"{vlan}: the host's libvirt is older than 11.0 and cannot tag guests on a bridge of the kernel, as \"{bridge.Name}\" is; {instead}",
                "libvirt-old"
            );
        }
        else if (!bridge.FiltersVlans)
        {
            call.Failures.Add(
                "vlan",
                $"{vlan}: the bridge \"{bridge.Name}\" does not keep VLANs apart; switch it on (`ip link set {bridge.Name} type bridge vlan_filtering 1`), "
                    + $"or {instead}",
                "bridge-vlan-filtering"
            );
        }
    }

    private async Task CheckOwnerAsync(
        BridgeNetworkInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (
            await session.Host.Networks.FindAsync(inputs.NetworkName, cancellationToken)
            is not { } found
        )
        {
            return;
        }

        var xml = await session.Host.Networks.GetXmlAsync(found.Uuid, cancellationToken);
        if (!OwnerTag.IsOf(call.Identity, xml) && !session.Known.Has(call.Identity))
        {
            call.Failures.Add("networkName", BridgeText.Foreign(inputs.NetworkName, xml));
        }
    }
}
