using System.Collections.Immutable;
using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>
/// Keeps the PCI addresses of devices. A guest names its network cards after them, and libvirt would assign new ones at every define.
/// </summary>
internal static class FormerDevices
{
    /// <summary>Gives the devices of a definition the addresses they have in the former one.</summary>
    /// <param name="domain">The definition.</param>
    /// <param name="former">The former one, as libvirt keeps it.</param>
    /// <param name="live">The running machine, into which new devices are plugged; <c>null</c> when it is off.</param>
    /// <param name="swapped">The serials of the disks that are unplugged and plugged in again.</param>
    public static void KeepAddresses(
        XElement domain,
        XElement former,
        XElement? live,
        ImmutableArray<string> swapped
    )
    {
        if (MachineFamily(domain) != MachineFamily(former))
        {
            return;
        }

        var coming = new List<(XElement Device, XElement? Same)>();
        foreach (var (key, device, same) in Pairs(domain, former))
        {
            if (same is not null && !swapped.Contains(key))
            {
                Keep(device, same);
            }
            else
            {
                coming.Add((device, same));
            }
        }

        foreach (var kind in Others(domain))
        {
            foreach (var (device, place) in kind.Zip(Others(former)[kind.Key]))
            {
                Keep(device, place);
            }
        }

        if (live is not null)
        {
            FreeSlots.Take(coming.Select(c => c.Device), domain, former, live);
        }

        // Without a free slot, the former address is better than one that another device leaves.
        foreach (var (device, same) in coming)
        {
            Keep(device, same);
        }
    }

    /// <summary>The former target of each disk, by serial. There is none when the boot disk changes, because the boot disk has to be first.</summary>
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

    /// <summary>The disks by serial and the cards by MAC address, each with its former element.</summary>
    private static IEnumerable<(string Key, XElement Device, XElement? Former)> Pairs(
        XElement domain,
        XElement former
    ) =>
        DeviceKeys
            .Disks(domain)
            .Select(d => (d.Serial, d.Disk, DeviceKeys.Disk(former, d.Serial)))
            .Concat(
                DeviceKeys
                    .Cards(domain)
                    .Where(c => c.Mac.Length > 0)
                    .Select(c => (c.Mac, c.Card, DeviceKeys.Card(former, c.Mac)))
            );

    private static void Keep(XElement device, XElement? former)
    {
        var address = former
            ?.Elements("address")
            .FirstOrDefault(a => a.Attribute("type")?.Value == "pci");
        if (
            address is not null
            && device.Element("address") is null
            // The address is the former device's.
            && Kind(device) == Kind(former!)
        )
        {
            device.Add(new XElement(address));
        }
    }

    /// <summary>The kind of slot that a device needs.</summary>
    private static string Kind(XElement device) =>
        device.Element("target")?.Attribute("bus")?.Value
        ?? device.Element("model")?.Attribute("type")?.Value
        ?? device.Attribute("model")?.Value
        ?? "";

    /// <summary>The other devices by kind; a device of the host also by its address. libvirt places the PCI ports itself.</summary>
    private static ILookup<string, XElement> Others(XElement domain) =>
        (domain.Element("devices")?.Elements() ?? [])
            .Where(d => d.Name.LocalName is not ("disk" or "interface"))
            .Where(d => d.Name.LocalName != "controller" || d.Attribute("type")?.Value != "pci")
            .ToLookup(d =>
                d.Name.LocalName switch
                {
                    "controller" => $"controller {d.Attribute("type")?.Value}",
                    "hostdev" => $"hostdev {HostDeviceXml.Read(d)}",
                    var name => name,
                }
            );

    private static string MachineFamily(XElement domain) =>
        domain.Element("os")?.Element("type")?.Attribute("machine")?.Value is { } machine
        && machine.Contains("q35", StringComparison.Ordinal)
            ? "q35"
            : "other";
}
