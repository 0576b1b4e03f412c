using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>The serial console.</summary>
internal static class ConsoleXml
{
    /// <summary>Writes the serial console, if the guest has one.</summary>
    public static XElement? Write(DomainSpec spec) =>
        spec.Inputs.Console switch
        {
            "log" => new(
                "serial",
                new XAttribute("type", "file"),
                new XElement("source", new XAttribute("path", spec.ConsolePath)),
                new XElement("target", new XAttribute("port", 0))
            ),
            "pty" => new(
                "serial",
                new XAttribute("type", "pty"),
                new XElement(
                    "log",
                    new XAttribute("file", spec.ConsolePath),
                    new XAttribute("append", "off")
                ),
                new XElement("target", new XAttribute("port", 0))
            ),
            _ => null,
        };
}
