using System.Xml.Linq;
using Infra.NixHost.Provider.BridgeNetwork;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Writes the network cards of a definition.</summary>
internal static class InterfaceXml
{
    /// <summary>The interface elements, in the order of the inputs.</summary>
    public static IEnumerable<XElement> Write(DomainSpec spec)
    {
        var addresses = spec.Inputs.MacAddresses(spec.Identity);
        return spec.Inputs.Networks.Select((network, i) => Write(spec, network, addresses[i]));
    }

    private static XElement Write(DomainSpec spec, GuestNetworkInputs network, string mac)
    {
        var (type, source) = network.Bridge is null
            ? ("network", network.Network)
            : ("bridge", network.Bridge);
        return new(
            "interface",
            new XAttribute("type", type),
            new XElement("mac", new XAttribute("address", mac)),
            new XElement("source", new XAttribute(type, source ?? "")),
            network.Bridge is { } bridge && spec.OpenVSwitches.Contains(bridge)
                ? new XElement("virtualport", new XAttribute("type", "openvswitch"))
                : null,
            network.Vlan is { } vlan ? BridgeNetworkXml.Vlan(vlan) : null,
            new XElement("model", new XAttribute("type", network.Model))
        );
    }
}
