using System.Xml.Linq;

namespace Infra.NixHost.Testing;

/// <summary>A network card of a domain.</summary>
public sealed class GuestDefinitionNetwork
{
    internal GuestDefinitionNetwork(XElement xml) => Xml = xml;

    /// <summary>The <c>&lt;interface&gt;</c>.</summary>
    public XElement Xml { get; }

    /// <summary>The libvirt network; empty for a card on a bridge.</summary>
    public string Network => Xml.Element("source")?.Attribute("network")?.Value ?? "";

    /// <summary>The bridge of the host; empty for a card on a libvirt network.</summary>
    public string Bridge => Xml.Element("source")?.Attribute("bridge")?.Value ?? "";

    /// <summary>The MAC address, as <c>52:54:00:12:34:56</c>.</summary>
    public string Mac => Xml.Element("mac")?.Attribute("address")?.Value ?? "";

    /// <summary>The model, as <c>virtio</c>.</summary>
    public string Model => Xml.Element("model")?.Attribute("type")?.Value ?? "";
}
