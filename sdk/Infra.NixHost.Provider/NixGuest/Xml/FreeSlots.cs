using System.Globalization;
using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>
/// Slots for disks and cards that come into a running machine, none of which another device has had. A busy guest may be told twice to let a device
/// go; the second time it throws out what has come into the slot meanwhile, and nobody plugs that in again.
/// </summary>
internal static class FreeSlots
{
    /// <summary>Gives one to each of them that has none, as far as there are enough.</summary>
    /// <param name="coming">The disks and cards.</param>
    /// <param name="domain">The definition they are in.</param>
    /// <param name="former">The one before.</param>
    /// <param name="live">The running machine, which may have devices of which no definition knows.</param>
    public static void Take(
        IEnumerable<XElement> coming,
        XElement domain,
        XElement former,
        XElement live
    )
    {
        var taken = new[] { domain, former, live }.SelectMany(Taken).ToHashSet();
        var free = new Queue<(int Bus, int Slot)>(
            Slots(live).Intersect(Slots(domain)).Except(taken).Order()
        );
        foreach (var device in coming.Where(IsPlain))
        {
            if (device.Element("address") is null && free.TryDequeue(out var place))
            {
                device.Add(Address(place.Bus, place.Slot));
            }
        }
    }

    /// <summary>Disks on other buses have no slot, and other models of cards may belong into another kind of slot.</summary>
    private static bool IsPlain(XElement device) =>
        (
            device.Element("target")?.Attribute("bus") ?? device.Element("model")?.Attribute("type")
        )?.Value == "virtio";

    /// <summary>The slots for such devices: one behind each port of a q35 machine; on the only bus of an i440FX all but those of its own devices.</summary>
    private static IEnumerable<(int Bus, int Slot)> Slots(XElement domain)
    {
        var machine = domain.Element("os")?.Element("type")?.Attribute("machine")?.Value ?? "";
        if (machine == "pc" || machine.StartsWith("pc-i440fx", StringComparison.Ordinal))
        {
            return Enumerable.Range(3, 29).Select(slot => (0, slot));
        }

        return (domain.Element("devices")?.Elements("controller") ?? [])
            .Where(c => c.Attribute("model")?.Value == "pcie-root-port")
            .Select(c => (Number(c.Attribute("index")), 0));
    }

    private static IEnumerable<(int Bus, int Slot)> Taken(XElement domain) =>
        (domain.Element("devices")?.Elements() ?? [])
            .SelectMany(d => d.Elements("address"))
            .Where(a => a.Attribute("type")?.Value == "pci")
            .Select(a => (Number(a.Attribute("bus")), Number(a.Attribute("slot"))));

    /// <summary>A number as libvirt takes it; what is none is for libvirt to refuse.</summary>
    private static int Number(XAttribute? attribute)
    {
        var text = attribute?.Value ?? "";
        var isHexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return int.TryParse(
            isHexadecimal ? text[2..] : text,
            isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : 0;
    }

    private static XElement Address(int bus, int slot) =>
        new(
            "address",
            new XAttribute("type", "pci"),
            new XAttribute("domain", "0x0000"),
            new XAttribute("bus", $"0x{bus:x2}"),
            new XAttribute("slot", $"0x{slot:x2}"),
            new XAttribute("function", "0x0")
        );
}
