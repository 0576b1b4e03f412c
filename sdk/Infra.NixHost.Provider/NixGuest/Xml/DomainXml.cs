using System.Xml.Linq;
using Infra.NixHost.Provider.NixGuest.Settings;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Writes a guest's definition for libvirt. Every element was tried with libvirt 9.0 and QEMU 7.2.</summary>
internal static class DomainXml
{
    /// <summary>The XML text.</summary>
    public static string Write(DomainSpec spec)
    {
        var domain = spec is { ImportedWith: { } olds, Former: { } former }
            ? ImportedXml.Merge(former, Compose(spec with { Inputs = olds }), Compose(spec))
            : Compose(spec);
        ElementOrder.Apply(domain);
        return domain.ToString();
    }

    private static XElement Compose(DomainSpec spec)
    {
        var domain = WithoutExtra(spec);
        if (spec.Inputs.ExtraXml is { Length: > 0 } extra)
        {
            ExtraXml.Merge(domain, spec.Inputs, extra);
        }

        if (spec.Former is { } former)
        {
            FormerDevices.KeepAddresses(domain, former, spec.Live, spec.Swapped);
        }

        return domain;
    }

    /// <summary>The definition that the typed inputs alone give.</summary>
    public static XElement WithoutExtra(DomainSpec spec)
    {
        var inputs = spec.Inputs;
        return new(
            "domain",
            new XAttribute("type", spec.IsKvm ? "kvm" : "qemu"),
            new XElement("name", inputs.GuestName),
            new XElement("uuid", spec.Uuid.ToString("D")),
            OwnerXml.Metadata(spec.Owner, inputs.Address),
            Memory("memory", Math.Max(inputs.MaxMemory ?? 0, inputs.Memory)),
            Memory("currentMemory", inputs.Memory),
            Cpus(inputs),
            OsXml.Write(inputs),
            FeaturesXml.Write(spec),
            FeaturesXml.Cpu(spec),
            new XElement("clock", new XAttribute("offset", "utc")),
            new XElement("on_poweroff", "destroy"),
            new XElement("on_reboot", "restart"),
            GuestSettings.Write(inputs.Settings),
            DevicesXml.Write(spec)
        );
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
}
