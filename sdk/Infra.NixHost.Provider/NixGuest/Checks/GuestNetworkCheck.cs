using System.Text.RegularExpressions;
using Infra.NixHost.Provider.BridgeNetwork;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.NixGuest.Checks;

/// <summary>Checks the network cards of a guest and its address.</summary>
internal sealed partial class GuestNetworkCheck(ProviderSession session)
{
    /// <summary>What is wrong goes to the failures.</summary>
    public void Run(NixGuestInputs inputs, CheckCall call)
    {
        var readers = new InputReader(call.News).Structures("networks");
        for (var i = 0; i < inputs.Networks.Length; i++)
        {
            CheckCard(inputs.Networks[i], readers[i], PropertyPath.Join("networks", i), call);
        }

        CheckMacs(inputs, call);
        LanAddressCheck.Run("address", inputs.Address, inputs.Gateway, inputs.Dns, call.Failures);
    }

    private void CheckCard(
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
            && !Plain.HasUnknown(call.News.Get("networks"))
        )
        {
            call.Failures.Add(at, "needs exactly one of network and bridge; set one of them");
        }

        if (network.Bridge is { } bridge && session.Host.Bridges.Find(bridge) is null)
        {
            call.Failures.Add(
                $"{at}.bridge",
                BridgeText.Missing(bridge, session.Host.Bridges.List()),
                "bridge-missing"
            );
        }

        MacAddressCheck.Run($"{at}.mac", network.Mac, call.Failures);
        if (network.Vlan is { } vlan)
        {
            call.Failures.Add(
                $"{at}.vlan",
                $"{vlan}: libvirt takes VLAN tags on Open vSwitch bridges only, which are not supported yet; use a bridge on the tagged interface"
            );
        }

        if (!Model().IsMatch(network.Model))
        {
            call.Failures.Add(
                $"{at}.model",
                $"\"{network.Model}\" is no model of a network card; give one such as \"virtio\""
            );
        }
    }

    private static void CheckMacs(NixGuestInputs inputs, CheckCall call)
    {
        var macs = inputs.MacAddresses(call.Identity);
        for (var i = 0; i < macs.Length; i++)
        {
            if (macs.IndexOf(macs[i]) is var former && former < i)
            {
                call.Failures.Add(
                    $"networks[{i}].mac",
                    $"\"{macs[i]}\" is the address of networks[{former}] too; give each its own"
                );
            }
        }
    }

    [GeneratedRegex(
        "^[A-Za-z0-9_-]+$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Model();
}
