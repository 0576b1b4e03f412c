using Infra.NixHost.Hosts.Bridges;
using Infra.NixHost.Provider.BridgeNetwork;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>Checks the network cards of a guest and its address.</summary>
internal sealed class GuestNetworkCheck(ProviderSession session)
{
    /// <summary>Adds each fault to the failures.</summary>
    public async Task RunAsync(
        NixGuestInputs inputs,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        CheckValues(inputs, call);
        for (var i = 0; i < inputs.Networks.Length; i++)
        {
            var (card, at) = (inputs.Networks[i], PropertyPath.Join("networks", i));
            var bridge = card.Network is { } network
                ? await BridgeOfAsync(network, at, call, cancellationToken)
                : await FindBridgeAsync(card.Bridge, at, call, cancellationToken);
            if (
                card.Vlan is { } vlan
                && VlanCheck.IsTag($"{at}.vlan", vlan, call.Failures)
                && bridge is not null
            )
            {
                await new VlanCheck(session).RunAsync(
                    $"{at}.vlan",
                    vlan,
                    bridge,
                    call.Failures,
                    cancellationToken
                );
            }
        }

        LanAddressCheck.Run("address", inputs.Address, inputs.Gateway, inputs.Dns, call.Failures);
    }

    /// <summary>Checks what can be told of the cards without the host.</summary>
    public static void CheckValues(NixGuestInputs inputs, CheckCall call)
    {
        var readers = new InputReader(call.News).Structures("networks");
        for (var i = 0; i < inputs.Networks.Length; i++)
        {
            CheckCard(inputs.Networks[i], readers[i], PropertyPath.Join("networks", i), call);
        }

        CheckMacs(inputs, call);
    }

    private static void CheckCard(
        GuestNetworkInputs network,
        InputReader reader,
        string at,
        CheckCall call
    )
    {
        var isKnown = !reader.IsUnknown("network") && !reader.IsUnknown("bridge");
        if (
            isKnown
            && (network.Network is null) == (network.Bridge is null)
            && !PropertyContent.HasUnknown(call.News.Get("networks"))
        )
        {
            call.Failures.Add(at, SourceRules.Card);
        }

        MacAddressCheck.Run($"{at}.mac", network.Mac, call.Failures);
        call.Failures.AddIf($"{at}.model", CardRules.Model(network.Model));
    }

    private async Task<HostBridge?> FindBridgeAsync(
        string? name,
        string at,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (name is null)
        {
            return null;
        }

        var bridge = await session.Host.Bridges.FindAsync(name, cancellationToken);
        if (bridge is null)
        {
            call.Failures.Add(
                $"{at}.bridge",
                BridgeText.Missing(name, session.Host.Bridges.List()),
                "bridge-missing"
            );
        }

        return bridge;
    }

    /// <summary>The bridge that a network leads to; <c>null</c> when the network is missing, inactive or of another kind.</summary>
    private async Task<HostBridge?> BridgeOfAsync(
        string network,
        string at,
        CheckCall call,
        CancellationToken cancellationToken
    )
    {
        if (!call.Changes("networks"))
        {
            return null;
        }

        var networks = session.Host.Networks;
        var found = await networks.FindAsync(network, cancellationToken);
        if (found is { IsActive: true })
        {
            var xml = await networks.GetXmlAsync(found.Uuid, cancellationToken);
            return BridgeNetworkXml.LeadsTo(xml) is var (bridge, _)
                ? await session.Host.Bridges.FindAsync(bridge, cancellationToken)
                : null;
        }

        // Another provider may create or start the network in the same run, so this is no failure.
        if (!session.RunOutputs.Contains(network))
        {
            var (text, code) = found is null
                ? (
                    "does not exist yet; name an existing network (`virsh net-list --all`), or create it before up",
                    "network-missing"
                )
                : ($"is not started; start it (`virsh net-start {network}`)", "network-inactive");
            await session.Log.WarnAsync(
                call.Identity.Urn,
                ErrorCode.Append($"{at}.network: the network \"{network}\" {text}", code),
                cancellationToken
            );
        }

        return null;
    }

    private static void CheckMacs(NixGuestInputs inputs, CheckCall call)
    {
        var macs = inputs.MacAddresses(call.Identity);
        for (var i = 0; i < macs.Length; i++)
        {
            if (macs.IndexOf(macs[i]) is var former && former < i)
            {
                call.Failures.Add($"networks[{i}].mac", CardRules.SameMac(macs[i], former));
            }
        }
    }
}
