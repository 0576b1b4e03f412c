using System.Globalization;
using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>
/// Finds slots that no device has had, for disks and cards that are plugged into a running machine. A busy guest may be asked twice to release a
/// device; the second request would throw out a new device in the same slot.
/// </summary>
internal static class FreeSlots
{
    /// <summary>Gives a slot to each device without one, as long as there are free slots.</summary>
    /// <param name="coming">The new disks and cards.</param>
    /// <param name="domain">The definition that contains them.</param>
    /// <param name="former">The former definition.</param>
    /// <param name="live">The running machine, which may have devices that no definition contains.</param>
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

    /// <summary>Whether a device takes such a slot: disks on other buses need none, and other cards may need another kind.</summary>
    private static bool IsPlain(XElement device) =>
        (
            device.Element("target")?.Attribute("bus") ?? device.Element("model")?.Attribute("type")
        )?.Value == "virtio";

    /// <summary>The slots of the machine: one behind each port of a q35 machine, or slots 3 to 31 of an i440FX.</summary>
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

    /// <summary>Reads a number as libvirt does; libvirt itself refuses any other text.</summary>
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
