using System.Xml.Linq;
using Infra.NixHost.Hosts.Bridges;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>Writes the libvirt definition of a bridge network; keeps elements of others, such as port groups.</summary>
internal static class BridgeNetworkXml
{
    /// <summary>Writes the definition.</summary>
    /// <param name="owner">The tag to write.</param>
    /// <param name="inputs">What the user wants.</param>
    /// <param name="uuid">Its UUID.</param>
    /// <param name="bridge">The host's bridge.</param>
    /// <param name="existing">The definition to change; <c>null</c> for a new network.</param>
    public static string Write(
        OwnerTag owner,
        BridgeNetworkInputs inputs,
        Guid uuid,
        HostBridge bridge,
        string? existing = null
    )
    {
        var network = existing is null ? New(inputs, uuid) : XElement.Parse(existing);
        network.Elements("metadata").Remove();
        // Networks of ours have both elements, and so has every bridge network of libvirt.
        network.Element("uuid")!.AddAfterSelf(OwnerXml.Metadata(owner));
        // As above.
        network.Element("bridge")!.SetAttributeValue("name", bridge.Name);
        network.Elements("vlan").Remove();
        network.Elements("virtualport").Remove();
        if (bridge.IsOpenVSwitch)
        {
            network.Add(new XElement("virtualport", new XAttribute("type", "openvswitch")));
        }

        if (inputs.Vlan is { } tag)
        {
            network.Add(Vlan(tag));
        }

        return network.ToString();
    }

    /// <summary>The bridge and VLAN that a definition names; <c>null</c> when it is not a bridge network.</summary>
    public static (string Bridge, int? Vlan)? LeadsTo(string xml)
    {
        var network = XElement.Parse(xml);
        return
            network.Element("forward")?.Attribute("mode")?.Value == "bridge"
            && network.Element("bridge")?.Attribute("name")?.Value is { } bridge
            ? (bridge, (int?)network.Element("vlan")?.Element("tag")?.Attribute("id"))
            : null;
    }

    /// <summary>The VLAN element of a network or a network card.</summary>
    public static XElement Vlan(int tag) =>
        new("vlan", new XElement("tag", new XAttribute("id", tag)));

    private static XElement New(BridgeNetworkInputs inputs, Guid uuid) =>
        new(
            "network",
            new XElement("name", inputs.NetworkName),
            new XElement("uuid", uuid.ToString("D")),
            new XElement("forward", new XAttribute("mode", "bridge")),
            new XElement("bridge")
        );
}
