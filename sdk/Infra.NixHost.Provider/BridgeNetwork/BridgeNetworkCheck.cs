using Infra.NixHost.Hosts.Bridges;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>Checks that a network's bridge exists and has an uplink, and that its name is free.</summary>
internal sealed class BridgeNetworkCheck(ProviderSession session)
{
    /// <summary>Returns the inputs, with the default for the network's name.</summary>
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

        if (!PropertyContent.HasUnknown(news.Get("bridge")))
        {
            await CheckBridgeAsync(inputs, call, cancellationToken);
        }

        if (call.Failures.AreNone && inputs.NetworkName.Length > 0)
        {
            session.Claims.Take(
                call,
                new("networkName", "network", inputs.NetworkName),
                "network-taken"
            );
            await CheckOwnerAsync(inputs, call, cancellationToken);
        }

        return news;
    }

    private static void CheckName(BridgeNetworkInputs inputs, PropertyMap news, CheckCall call)
    {
        if (!PropertyContent.HasUnknown(news.Get("networkName")))
        {
            call.Failures.AddIf("networkName", ValueRules.NetworkName(inputs.NetworkName));
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

        if (inputs.RequireUplink && !bridge.HasCarrier)
        {
            await ReportUplinkAsync(bridge, inputs, call, cancellationToken);
        }
    }

    private async Task ReportUplinkAsync(
        HostBridge bridge,
        BridgeNetworkInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        var why = bridge.Uplinks.IsEmpty
            ? "it has no port that is an interface of the host"
            : $"no carrier on {string.Join(", ", bridge.Uplinks)}";
        var text =
            $"\"{inputs.Bridge}\" has no uplink: {why}, so guests would not reach the LAN; plug an interface into the bridge, or set "
            + "requireUplink to false for an isolated lab";
        if (call.Changes("bridge", "requireUplink"))
        {
            call.Failures.Add("bridge", text, "bridge-uplink");
        }
        else
        {
            // A pulled cable must not block changes to an existing stack.
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
        if (call.IsNew ? session.Known.Has(call.Identity) : !call.Changes("networkName"))
        {
            return;
        }

        var rival = await NetworkOwner.FindRivalAsync(
            session,
            call.Identity,
            inputs.NetworkName,
            cancellationToken
        );
        if (rival is var (info, owned) && !IsOwn(info, owned.Tag, call))
        {
            await new OwnerCheck(session).RunAsync(call, "networkName", owned, cancellationToken);
        }
    }

    /// <summary>Whether a network is the resource's own under a new name: left by a killed run, or renamed by hand.</summary>
    private bool IsOwn(NetworkInfo rival, OwnerTag? tag, CheckCall call) =>
        tag is not null
        && !call.IsNew
        && (
            session.Owners.MayBePending(call.Identity, tag)
            || rival.Uuid == call.Identity.Uuid(BridgeNetworkInputs.Read(call.Olds).NetworkName)
        );
}
