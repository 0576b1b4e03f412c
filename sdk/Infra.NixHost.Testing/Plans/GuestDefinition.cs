using System.Xml.Linq;
using Infra.NixHost.Provider.NixGuest.Xml;

namespace Infra.NixHost.Testing;

/// <summary>A libvirt domain, read from its XML (https://libvirt.org/formatdomain.html).</summary>
public sealed class GuestDefinition
{
    internal GuestDefinition(string xml)
    {
        Xml = XElement.Parse(xml);
        Disks = [.. Devices("disk").Select(d => new GuestDefinitionDisk(d))];
        Networks = [.. Devices("interface").Select(d => new GuestDefinitionNetwork(d))];
    }

    /// <summary>The whole <c>&lt;domain&gt;</c>.</summary>
    public XElement Xml { get; }

    /// <summary>The name of the domain.</summary>
    public string Name => Text(Xml, "name");

    /// <summary>The UUID.</summary>
    public Guid Uuid => Guid.Parse(Text(Xml, "uuid"));

    /// <summary>The memory at boot, in bytes.</summary>
    public long Memory => DomainInputs.Bytes(Xml.Element("currentMemory") ?? Xml.Element("memory"));

    /// <summary>The most memory it can be given while it runs, in bytes.</summary>
    public long MaxMemory => DomainInputs.Bytes(Xml.Element("memory"));

    /// <summary>The virtual CPUs at boot.</summary>
    public int Cpus => DomainInputs.Cpus(Xml).Cpus;

    /// <summary>The most virtual CPUs it can be given while it runs.</summary>
    public int MaxCpus => DomainInputs.Cpus(Xml).MaxCpus;

    /// <summary>The machine type, as <c>q35</c>.</summary>
    public string Machine => Xml.Element("os")?.Element("type")?.Attribute("machine")?.Value ?? "";

    /// <summary>Whether it uses hardware virtualization.</summary>
    public bool IsKvm => Xml.Attribute("type")?.Value == "kvm";

    /// <summary>The disks, in the order of the guest's inputs.</summary>
    public IReadOnlyList<GuestDefinitionDisk> Disks { get; }

    /// <summary>The network cards, in the order of the guest's inputs.</summary>
    public IReadOnlyList<GuestDefinitionNetwork> Networks { get; }

    /// <summary>The XML text.</summary>
    public override string ToString() => Xml.ToString();

    private IEnumerable<XElement> Devices(string name) =>
        Xml.Element("devices")?.Elements(name) ?? [];

    private static string Text(XElement parent, string name) => parent.Element(name)?.Value ?? "";
}
