using System.Collections.Immutable;
using System.Xml.Linq;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Reads libvirt's domain capabilities (formatdomaincaps) and its capabilities (formatcaps).</summary>
internal static class DomainCapabilities
{
    /// <summary>Reads the domain capabilities.</summary>
    public static GuestSupport Read(string xml)
    {
        var root = XElement.Parse(xml);
        var devices = root.Element("devices");
        var modes = root.Element("cpu")?.Elements("mode") ?? [];
        return new()
        {
            Libvirt = new(),
            Firmware = Values(root.Element("os"), "firmware"),
            HasTpm = Values(devices?.Element("tpm"), "backendModel").Contains("emulator"),
            Graphics = Values(devices?.Element("graphics"), "type"),
            DiskBuses = Values(devices?.Element("disk"), "bus"),
            CpuModes =
            [
                .. from mode in modes
                where mode.Attribute("supported")?.Value == "yes"
                select mode.Attribute("name")?.Value ?? "",
            ],
            CpuModels = Models(modes),
        };
    }

    /// <summary>Reads the UUID of the host; <c>null</c> for none.</summary>
    public static Guid? ReadMachine(string xml) =>
        Guid.TryParse(XElement.Parse(xml).Element("host")?.Element("uuid")?.Value, out var uuid)
            ? uuid
            : null;

    /// <summary>Reads the machine types of the host's own architecture, with the most processors of each.</summary>
    public static ImmutableSortedDictionary<string, int> ReadMachines(string xml, string kind)
    {
        var root = XElement.Parse(xml);
        var own = root.Element("host")?.Element("cpu")?.Element("arch")?.Value;
        var found = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (
            var architecture in root.Elements("guest")
                .Where(g => g.Element("os_type")?.Value == "hvm")
                .SelectMany(g => g.Elements("arch"))
                .Where(a => own is null || a.Attribute("name")?.Value == own)
        )
        {
            var forKind = architecture
                .Elements("domain")
                .Where(d => d.Attribute("type")?.Value == kind)
                .Elements("machine");
            foreach (var machine in architecture.Elements("machine").Concat(forKind))
            {
                found[machine.Value] = (int?)machine.Attribute("maxCpus") ?? int.MaxValue;
            }
        }

        return found.ToImmutable();
    }

    private static ImmutableDictionary<string, bool> Models(IEnumerable<XElement> modes) =>
        modes
            .Where(m => m.Attribute("name")?.Value == "custom")
            .Elements("model")
            .GroupBy(m => m.Value, StringComparer.Ordinal)
            .ToImmutableDictionary(
                g => g.Key,
                g => g.Any(m => m.Attribute("usable")?.Value != "no"),
                StringComparer.Ordinal
            );

    private static ImmutableArray<string> Values(XElement? element, string name) =>
        [
            .. from choice in element?.Elements("enum") ?? []
            where choice.Attribute("name")?.Value == name
            from value in choice.Elements("value")
            select value.Value,
        ];
}
