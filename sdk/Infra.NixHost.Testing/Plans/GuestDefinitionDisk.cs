using System.Xml.Linq;
using Infra.NixHost.Provider.NixGuest.Xml;

namespace Infra.NixHost.Testing;

/// <summary>A disk of a domain.</summary>
public sealed class GuestDefinitionDisk
{
    internal GuestDefinitionDisk(XElement xml) => Xml = xml;

    /// <summary>The <c>&lt;disk&gt;</c>.</summary>
    public XElement Xml { get; }

    /// <summary>The path on the host of the file, block device or directory; a volume as <c>pool/name</c>.</summary>
    public string Path => DiskInputs.PathOf(Xml) ?? "";

    /// <summary>The device's name on its bus, as <c>vda</c>.</summary>
    public string Target => Xml.Element("target")?.Attribute("dev")?.Value ?? "";

    /// <summary>The bus, as <c>virtio</c>.</summary>
    public string Bus => Xml.Element("target")?.Attribute("bus")?.Value ?? "";

    /// <summary>The format, <c>qcow2</c> or <c>raw</c>.</summary>
    public string Format => Xml.Element("driver")?.Attribute("type")?.Value ?? "";

    /// <summary>The serial number by which the guest finds it; empty without one.</summary>
    public string Serial => Xml.Element("serial")?.Value ?? "";

    /// <summary>Whether the guest cannot write to it.</summary>
    public bool IsReadOnly => Xml.Element("readonly") is not null;
}
