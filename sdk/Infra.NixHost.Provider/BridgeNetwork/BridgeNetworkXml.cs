using System.Xml.Linq;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>The definition of a bridge network for libvirt.</summary>
internal static class BridgeNetworkXml
{
    /// <summary>Writes it.</summary>
    public static string Write(ResourceIdentity identity, BridgeNetworkInputs inputs, Guid uuid) =>
        new XElement(
            "network",
            new XElement("name", inputs.NetworkName),
            new XElement("uuid", uuid.ToString("D")),
            OwnerTag.Metadata(identity),
            new XElement("forward", new XAttribute("mode", "bridge")),
            new XElement("bridge", new XAttribute("name", inputs.Bridge))
        ).ToString();
}
