using System.Globalization;
using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>
/// Slots for disks and cards that come new into a machine, none of which a device of the former definition has had. A busy guest may be told twice to
/// let a device go; the second time it throws out what has come into the slot meanwhile, and nobody plugs that in again.
/// </summary>
internal static class FreeSlots
{
    /// <summary>Gives one to each of them that has none, as far as there are enough; libvirt finds one for the others.</summary>
    /// <param name="coming">The disks and cards.</param>
    /// <param name="domain">The definition they are in.</param>
    /// <param name="former">The one before.</param>
    public static void Take(IEnumerable<XElement> coming, XElement domain, XElement former)
    {
        var taken = Taken(domain).Concat(Taken(former)).ToHashSet();
        var free = new Queue<int>(Ports(former).Intersect(Ports(domain)).Except(taken).Order());
        foreach (var device in coming.Where(IsForPorts))
        {
            if (device.Element("address") is null && free.TryDequeue(out var bus))
            {
                device.Add(Address(bus));
            }
        }
    }

    /// <summary>Disks on other buses have no slot, and other models of cards may belong into another kind of slot.</summary>
    private static bool IsForPorts(XElement device) =>
        (
            device.Element("target")?.Attribute("bus") ?? device.Element("model")?.Attribute("type")
        )?.Value == "virtio";

    /// <summary>The buses behind the machine's ports, which have one slot each.</summary>
    private static IEnumerable<int> Ports(XElement domain) =>
        (domain.Element("devices")?.Elements("controller") ?? [])
            .Where(c => c.Attribute("model")?.Value == "pcie-root-port")
            .Select(c =>
                int.Parse(c.Attribute("index")?.Value ?? "0", CultureInfo.InvariantCulture)
            );

    private static IEnumerable<int> Taken(XElement domain) =>
        (domain.Element("devices")?.Elements() ?? [])
            .SelectMany(d => d.Elements("address"))
            .Where(a => a.Attribute("type")?.Value == "pci")
            .Select(a => Convert.ToInt32(a.Attribute("bus")?.Value ?? "0", 16));

    private static XElement Address(int bus) =>
        new(
            "address",
            new XAttribute("type", "pci"),
            new XAttribute("domain", "0x0000"),
            new XAttribute("bus", $"0x{bus:x2}"),
            new XAttribute("slot", "0x00"),
            new XAttribute("function", "0x0")
        );
}
