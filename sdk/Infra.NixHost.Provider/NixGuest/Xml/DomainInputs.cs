using System.Collections.Immutable;
using System.Xml.Linq;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Settings;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Reads a guest's inputs from a domain's XML; the reverse of <see cref="DomainXml"/>.</summary>
internal sealed class DomainInputs(ProviderSession session, ResourceIdentity identity)
{
    /// <summary>The inputs, with defaults for what the XML lacks.</summary>
    public PropertyMap Read(XElement domain)
    {
        var isKvm = domain.Attribute("type")?.Value == "kvm";
        var name = domain.Element("name")?.Value ?? "";
        var memory = Bytes(domain.Element("currentMemory") ?? domain.Element("memory"));
        var maxMemory = Bytes(domain.Element("memory"));
        var (cpus, maxCpus) = Cpus(domain);
        var found = PropertyMap.Of(
            ("guestName", name),
            ("cpus", cpus),
            ("memory", SizeText.Of(memory)),
            ("disks", PropertyValue.List(DiskInputs.Read(domain))),
            ("networks", PropertyValue.List(Cards(domain, name))),
            ("firmware", IsUefi(domain) ? "uefi" : "bios"),
            ("machine", Machine(domain)),
            ("accelerator", Accelerator(isKvm)),
            ("graphics", First(domain, "graphics", "vnc", "spice") ?? "none"),
            ("console", Console(domain)),
            ("agent", DeviceKeys.Channel(domain, DevicesXml.AgentChannel) is not null),
            ("tpm", domain.Element("devices")?.Element("tpm") is not null)
        );
        found = PropertyMap.Create(found.Concat(GuestSettings.Read(domain)));
        found = maxMemory > memory ? found.With("maxMemory", SizeText.Of(maxMemory)) : found;
        found = maxCpus > cpus ? found.With("maxCpus", maxCpus) : found;
        found = CpuMode(domain, isKvm) is { } mode ? found.With("cpuMode", mode) : found;
        var devices = HostDevices(domain);
        found = devices.IsEmpty ? found : found.With("hostDevices", PropertyValue.List(devices));
        return new InputCheck(new CheckFailures()).Check(NixGuestDefinition.Resource.Inputs, found);
    }

    private IEnumerable<PropertyValue> Cards(XElement domain, string guestName)
    {
        var cards = DeviceKeys
            .Cards(domain)
            .Where(c => c.Card.Attribute("type")?.Value is "network" or "bridge");
        var index = 0;
        foreach (var (mac, card) in cards)
        {
            // A running machine shows the card of a network as one of the bridge that the network leads to.
            var source = card.Element("source");
            var kind = source?.Attribute("network") is null ? "bridge" : "network";
            var found = PropertyMap.Of(
                (kind, source?.Attribute(kind)?.Value ?? ""),
                ("model", card.Element("model")?.Attribute("type")?.Value ?? "virtio")
            );
            var tag = (int?)card.Element("vlan")?.Element("tag")?.Attribute("id");
            found = tag is { } vlan ? found.With("vlan", vlan) : found;
            yield return mac == identity.Mac(guestName, index) ? found : found.With("mac", mac);
            index++;
        }
    }

    private static ImmutableArray<PropertyValue> HostDevices(XElement domain) =>
        [
            .. (domain.Element("devices")?.Elements("hostdev") ?? [])
                .Select(HostDeviceXml.Read)
                .OfType<GuestHostDeviceInputs>()
                .Select(d =>
                    (PropertyValue)(
                        // A device has an address of either kind.
                        d.Pci
                            is { } pci
                            ? PropertyMap.Of(("pci", pci))
                            : PropertyMap.Of(("usb", d.Usb!))
                    )
                ),
        ];

    private string Accelerator(bool isKvm) =>
        session.Host.Accelerators.Detect().IsKvm == isKvm ? "auto"
        : isKvm ? "kvm"
        : "tcg";

    /// <summary>The virtual CPUs at boot, and the most there can be.</summary>
    internal static (int Cpus, int MaxCpus) Cpus(XElement domain)
    {
        var element = domain.Element("vcpu");
        var most = int.TryParse(element?.Value, out var count) ? count : 1;
        return (
            int.TryParse(element?.Attribute("current")?.Value, out var current) ? current : most,
            most
        );
    }

    /// <summary>An amount of memory in bytes; libvirt counts in KiB unless told otherwise.</summary>
    internal static long Bytes(XElement? memory)
    {
        var unit = memory?.Attribute("unit")?.Value switch
        {
            "b" or "bytes" => 1L,
            "MiB" or "M" => 1024L * 1024,
            "GiB" or "G" => 1024L * 1024 * 1024,
            _ => 1024L,
        };
        return long.TryParse(memory?.Value, out var number) ? number * unit : 0;
    }

    private static bool IsUefi(XElement domain) =>
        domain.Element("os") is { } os
        && (
            os.Attribute("firmware")?.Value == "efi"
            || os.Element("loader")?.Attribute("type")?.Value == "pflash"
        );

    /// <summary>The machine's family: libvirt records the version that it had when the machine was defined.</summary>
    private static string Machine(XElement domain)
    {
        var machine = domain.Element("os")?.Element("type")?.Attribute("machine")?.Value ?? "q35";
        return machine.StartsWith("pc-q35", StringComparison.Ordinal) ? "q35"
            : machine.StartsWith("pc-i440fx", StringComparison.Ordinal) ? "pc"
            : machine;
    }

    private static string? CpuMode(XElement domain, bool isKvm)
    {
        var cpu = domain.Element("cpu");
        var mode = cpu?.Attribute("mode")?.Value is { } given and not "custom"
            ? given
            : cpu?.Element("model")?.Value;
        return mode == FeaturesXml.DefaultCpu(isKvm) ? null : mode;
    }

    private static string Console(XElement domain) =>
        First(domain, "serial", "file", "pty") switch
        {
            "file" => "log",
            "pty" => "pty",
            _ => "none",
        };

    /// <summary>The type of the first device with a name and one of the types.</summary>
    private static string? First(XElement domain, string name, params string[] types) =>
        (domain.Element("devices")?.Elements(name) ?? [])
            .Select(d => d.Attribute("type")?.Value)
            .FirstOrDefault(types.Contains);
}
