using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Writes and reads the devices of the host that a guest takes over.</summary>
internal static class HostDeviceXml
{
    /// <summary>Writes the devices.</summary>
    public static IEnumerable<XElement> Write(NixGuestInputs inputs) =>
        inputs.HostDevices.Select(d =>
            d.Pci is { } pci ? Device("pci", Pci(pci)) : Device("usb", Usb(d.Usb ?? ""))
        );

    /// <summary>The device as the inputs name it; <c>null</c> for a kind that inputs cannot express.</summary>
    public static GuestHostDeviceInputs? Read(XElement device)
    {
        var source = device.Element("source");
        return device.Attribute("type")?.Value switch
        {
            "pci" when source?.Element("address") is { } address => new(PciOf(address), null),
            "usb"
                when source?.Element("vendor")?.Attribute("id")?.Value is { } vendor
                    && source.Element("product")?.Attribute("id")?.Value is { } product => new(
                null,
                $"{Digits(vendor, 4)}:{Digits(product, 4)}"
            ),
            _ => null,
        };
    }

    private static XElement Device(string type, params object[] source) =>
        new(
            "hostdev",
            new XAttribute("mode", "subsystem"),
            new XAttribute("type", type),
            new XAttribute("managed", "yes"),
            new XElement("source", source)
        );

    /// <summary><c>domain:bus:slot.function</c>, all in hexadecimal digits.</summary>
    private static object[] Pci(string address)
    {
        var parts = address.Split(':', '.');
        return
        [
            new XElement(
                "address",
                new XAttribute("domain", $"0x{parts[0]}"),
                new XAttribute("bus", $"0x{parts[1]}"),
                new XAttribute("slot", $"0x{parts[2]}"),
                new XAttribute("function", $"0x{parts[3]}")
            ),
        ];
    }

    private static object[] Usb(string device) =>
        [
            new XElement("vendor", new XAttribute("id", $"0x{device.Split(':')[0]}")),
            new XElement("product", new XAttribute("id", $"0x{device.Split(':')[^1]}")),
        ];

    private static string PciOf(XElement address)
    {
        string Part(string name, int digits) =>
            Digits(address.Attribute(name)?.Value ?? "", digits);
        return $"{Part("domain", 4)}:{Part("bus", 2)}:{Part("slot", 2)}.{Part("function", 1)}";
    }

    private static string Digits(string hexadecimal, int count) =>
        hexadecimal.Replace("0x", "", StringComparison.Ordinal).PadLeft(count, '0');
}
