using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Host.Facts;

namespace Infra.NixHost.Host.Libvirt;

/// <summary>Reads libvirt's domain capabilities (formatdomaincaps).</summary>
internal static class DomainCapabilities
{
    public static GuestSupport Read(string xml)
    {
        var root = XElement.Parse(xml);
        var devices = root.Element("devices");
        return new()
        {
            Libvirt = new(),
            Firmware = Values(root.Element("os"), "firmware"),
            HasTpm = Values(devices?.Element("tpm"), "backendModel").Contains("emulator"),
            Graphics = Values(devices?.Element("graphics"), "type"),
        };
    }

    private static ImmutableArray<string> Values(XElement? element, string name) =>
        [
            .. from choice in element?.Elements("enum") ?? []
            where choice.Attribute("name")?.Value == name
            from value in choice.Elements("value")
            select value.Value,
        ];
}
