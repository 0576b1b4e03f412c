using System.Xml.Linq;
using Infra.NixHost.Provider.NixGuest.Import;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Writes a guest's definition for libvirt. Every element here was tried against libvirt 9.0 and QEMU 7.2.</summary>
internal static class DomainXml
{
    /// <summary>The XML text.</summary>
    public static string Write(DomainSpec spec) =>
        spec is { ImportedWith: { } olds, Former: { } former }
            ? ImportedXml.Merge(
                spec.Identity,
                former,
                Compose(spec with { Inputs = olds }),
                Compose(spec)
            )
            : Compose(spec).ToString();

    private static XElement Compose(DomainSpec spec)
    {
        var inputs = spec.Inputs;
        var domain = new XElement(
            "domain",
            new XAttribute("type", spec.IsKvm ? "kvm" : "qemu"),
            new XElement("name", inputs.GuestName),
            new XElement("uuid", spec.Uuid.ToString("D")),
            OwnerTag.Metadata(spec.Identity, inputs.Address),
            Memory("memory", Math.Max(inputs.MaxMemory ?? 0, inputs.Memory)),
            Memory("currentMemory", inputs.Memory),
            inputs.Hugepages ? new XElement("memoryBacking", new XElement("hugepages")) : null,
            Cpus(inputs),
            OsXml.Write(inputs),
            FeaturesXml.Write(spec),
            FeaturesXml.Cpu(spec),
            new XElement("clock", new XAttribute("offset", "utc")),
            new XElement("on_poweroff", "destroy"),
            new XElement("on_reboot", "restart"),
            new XElement("on_crash", OnCrash(inputs.RestartPolicy)),
            DevicesXml.Write(spec)
        );
        if (inputs.ExtraXml is { Length: > 0 } extra)
        {
            ExtraXml.Merge(domain, extra);
        }

        if (spec.Former is { } former)
        {
            FormerDevices.KeepAddresses(domain, former, spec.Live, spec.Swapped);
        }

        return domain;
    }

    private static XElement Memory(string name, long bytes) =>
        new(name, new XAttribute("unit", "KiB"), (bytes + 1023) / 1024);

    private static XElement Cpus(NixGuestInputs inputs)
    {
        var most = Math.Max(inputs.MaxCpus ?? 0, inputs.Cpus);
        var element = new XElement("vcpu", most);
        if (most != inputs.Cpus)
        {
            element.SetAttributeValue("current", inputs.Cpus);
        }

        return element;
    }

    private static string OnCrash(string policy) =>
        policy switch
        {
            "on-crash" => "restart",
            "preserve" => "preserve",
            _ => "destroy",
        };
}
