using System.Xml;
using System.Xml.Linq;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Reads the name out of a definition, for messages.</summary>
internal static class DefinedName
{
    /// <summary>The name; a question mark when the XML has none.</summary>
    public static string Of(string xml)
    {
        try
        {
            return XElement.Parse(xml).Element("name")?.Value ?? "?";
        }
        catch (XmlException)
        {
            // libvirt refuses the XML with a better message.
            return "?";
        }
    }
}
