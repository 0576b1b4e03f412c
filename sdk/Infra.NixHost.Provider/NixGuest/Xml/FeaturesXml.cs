using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>The machine's features and its CPU.</summary>
internal static class FeaturesXml
{
    /// <summary>
    /// The size of TCG's translation cache in KiB. With the default of 1 GiB a reboot takes 4 to 6 seconds longer than the first boot, because of
    /// stale code.
    /// </summary>
    private const int TranslationCacheKiB = 32 * 1024;

    /// <summary>Writes the features; a graceful shutdown needs ACPI.</summary>
    public static XElement Write(DomainSpec spec)
    {
        var features = new XElement("features", new XElement("acpi"), new XElement("apic"));
        if (!spec.IsKvm)
        {
            features.Add(
                new XElement(
                    "tcg",
                    new XElement("tb-cache", new XAttribute("unit", "KiB"), TranslationCacheKiB)
                )
            );
        }

        return features;
    }

    /// <summary>The CPU of a guest without <c>cpuMode</c>.</summary>
    public static string DefaultCpu(bool isKvm) => isKvm ? "host-passthrough" : "qemu64";

    /// <summary>Writes the CPU.</summary>
    public static XElement Cpu(DomainSpec spec)
    {
        var mode = spec.Inputs.CpuMode ?? DefaultCpu(spec.IsKvm);
        return mode is "host-passthrough" or "host-model" or "maximum"
            ? new("cpu", new XAttribute("mode", mode))
            : new(
                "cpu",
                new XAttribute("mode", "custom"),
                new XAttribute("match", "exact"),
                new XElement("model", mode)
            );
    }
}
