using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Writes how the guest boots.</summary>
internal static class OsXml
{
    /// <summary>Writes the <c>os</c> element.</summary>
    public static XElement Write(NixGuestInputs inputs)
    {
        var os = new XElement(
            "os",
            new XElement(
                "type",
                new XAttribute("arch", "x86_64"),
                new XAttribute("machine", inputs.Machine),
                "hvm"
            ),
            new XElement("boot", new XAttribute("dev", "hd"))
        );
        if (inputs.Firmware == "uefi")
        {
            os.SetAttributeValue("firmware", "efi");
            // Firmware with enrolled keys would refuse images, which are not signed. The element was added above.
            os.Element("boot")!
                .AddBeforeSelf(
                    new XElement(
                        "firmware",
                        new XElement(
                            "feature",
                            new XAttribute("enabled", "no"),
                            new XAttribute("name", "secure-boot")
                        )
                    )
                );
        }

        return os;
    }
}
