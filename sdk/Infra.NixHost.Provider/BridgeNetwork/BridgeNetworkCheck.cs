using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>Checks a network: its bridge is there and leads out, and its name is free.</summary>
internal sealed class BridgeNetworkCheck(ProviderSession session)
{
    /// <summary>The inputs with the network's name.</summary>
    public async Task<PropertyMap> RunAsync(CheckCall call, CancellationToken cancellationToken)
    {
        var news = call.News.ContainsKey("networkName")
            ? call.News
            : call.News.With("networkName", call.Identity.Name);
        var inputs = BridgeNetworkInputs.Read(news);
        CheckName(inputs, news, call);
        if (inputs.Vlan is { } vlan)
        {
            VlanCheck.IsTag("vlan", vlan, call.Failures);
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
            await new VlanCheck(session).RunAsync(
                "vlan",
                vlan,
                bridge,
                call.Failures,
                cancellationToken
            );
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
            call.Failures.Add(
                "networkName",
                BridgeText.Foreign(inputs.NetworkName, xml),
                "network-foreign"
            );
        }
    }
}
