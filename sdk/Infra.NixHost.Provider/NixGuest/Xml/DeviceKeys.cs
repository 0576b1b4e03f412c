using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Finds devices in a domain's XML by the keys that guests know them by.</summary>
internal static class DeviceKeys
{
    /// <summary>The disks with their serials; a disk without one has the serial that the inputs default to.</summary>
    public static IEnumerable<(string Serial, XElement Disk)> Disks(XElement domain) =>
        Devices(domain, "disk")
            .Where(d => d.Attribute("device")?.Value is null or "disk" or "lun")
            .Select((d, i) => (SerialOf(d, i), d));

    /// <summary>The network cards with their MAC addresses.</summary>
    public static IEnumerable<(string Mac, XElement Card)> Cards(XElement domain) =>
        Devices(domain, "interface")
            .Select(d =>
                (d.Element("mac")?.Attribute("address")?.Value.ToLowerInvariant() ?? "", d)
            );

    /// <summary>The disk with a serial, or <c>null</c>.</summary>
    public static XElement? Disk(XElement domain, string serial) =>
        Disks(domain).FirstOrDefault(d => d.Serial == serial).Disk;

    /// <summary>The network card with a MAC address, or <c>null</c>.</summary>
    public static XElement? Card(XElement domain, string mac) =>
        Cards(domain).FirstOrDefault(c => c.Mac == mac).Card;

    /// <summary>The channel with a name, or <c>null</c>.</summary>
    public static XElement? Channel(XElement domain, string name) =>
        Devices(domain, "channel")
            .FirstOrDefault(c => c.Element("target")?.Attribute("name")?.Value == name);

    private static string SerialOf(XElement disk, int index) =>
        disk.Element("serial")?.Value ?? $"disk{index}";

    private static IEnumerable<XElement> Devices(XElement domain, string name) =>
        domain.Element("devices")?.Elements(name) ?? [];
}
