using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>
/// Keeps devices where they were: the guest names its network cards after their PCI addresses, and libvirt would deal the addresses anew at every
/// define. A disk to read with other content counts as another device: a running guest gets it plugged in anew.
/// </summary>
internal static class FormerDevices
{
    /// <summary>Gives the devices of <paramref name="domain"/> the addresses they have in the former definition.</summary>
    public static void KeepAddresses(XElement domain, XElement former)
    {
        if (MachineFamily(domain) != MachineFamily(former))
        {
            return;
        }

        var coming = new List<XElement>();
        foreach (var (device, same) in Pairs(domain, former))
        {
            if (Stays(device, same))
            {
                Keep(device, same);
            }
            else
            {
                coming.Add(device);
            }
        }

        foreach (var kind in Others(domain))
        {
            foreach (var (device, place) in kind.Zip(Others(former)[kind.Key]))
            {
                if (Kind(device) == Kind(place))
                {
                    Keep(device, place);
                }
            }
        }

        FreeSlots.Take(coming, domain, former);
    }

    /// <summary>The former target of each disk, by serial; none when another disk boots the guest now, because that one has to be the first.</summary>
    public static IReadOnlyDictionary<string, string> Targets(
        NixGuestInputs inputs,
        XElement? former
    )
    {
        var disks = former is null ? [] : DeviceKeys.Disks(former).ToList();
        return
            disks is [var first, ..]
            && inputs.Disks is [var boot, ..]
            && first.Serial == boot.Serial
            ? disks
                .DistinctBy(d => d.Serial)
                .ToDictionary(
                    d => d.Serial,
                    d => d.Disk.Element("target")?.Attribute("dev")?.Value ?? "",
                    StringComparer.Ordinal
                )
            : new Dictionary<string, string>(StringComparer.Ordinal);
    }

    /// <summary>The disks and cards, each with the one that the guest knows by the same serial or MAC address.</summary>
    private static IEnumerable<(XElement Device, XElement? Former)> Pairs(
        XElement domain,
        XElement former
    ) =>
        DeviceKeys
            .Disks(domain)
            .Select(d => (d.Disk, DeviceKeys.Disk(former, d.Serial)))
            .Concat(DeviceKeys.Cards(domain).Select(c => (c.Card, DeviceKeys.Card(former, c.Mac))));

    private static bool Stays(XElement device, [NotNullWhen(true)] XElement? former) =>
        former is not null
        && Kind(device) == Kind(former)
        && (device.Element("readonly") is null || Content(device) == Content(former));

    private static void Keep(XElement device, XElement former)
    {
        var address = former
            .Elements("address")
            .FirstOrDefault(a => a.Attribute("type")?.Value == "pci");
        if (address is not null && device.Element("address") is null)
        {
            device.Add(new XElement(address));
        }
    }

    /// <summary>Where a disk's content comes from.</summary>
    private static string Content(XElement disk) =>
        string.Join(
            ' ',
            (disk.Element("source")?.Attributes() ?? [])
                .Where(a => a.Name.LocalName is "file" or "dir" or "dev" or "pool" or "volume")
                .Select(a => a.Value)
        );

    /// <summary>What decides whether a device can stay in its slot.</summary>
    private static string Kind(XElement device) =>
        device.Element("target")?.Attribute("bus")?.Value
        ?? device.Element("model")?.Attribute("type")?.Value
        ?? device.Attribute("model")?.Value
        ?? "";

    /// <summary>Devices that are told apart by their order alone.</summary>
    private static ILookup<string, XElement> Others(XElement domain) =>
        (domain.Element("devices")?.Elements() ?? [])
            .Where(d => d.Name.LocalName is not ("disk" or "interface"))
            .Where(d => d.Attribute("type")?.Value != "pci")
            .ToLookup(d =>
                $"{d.Name.LocalName} {(d.Name.LocalName == "controller" ? d.Attribute("type")?.Value : "")}"
            );

    private static string MachineFamily(XElement domain) =>
        domain.Element("os")?.Element("type")?.Attribute("machine")?.Value is { } machine
        && machine.Contains("q35", StringComparison.Ordinal)
            ? "q35"
            : "other";
}
