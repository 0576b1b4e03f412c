using System.Xml.Linq;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Reads and writes owner tags in the metadata of libvirt's objects.</summary>
internal static class OwnerXml
{
    /// <summary>The XML namespace of the tag; it identifies the format.</summary>
    public static readonly XNamespace Namespace = "urn:infra:nixhost:owner:1";

    /// <summary>Writes the <c>metadata</c> element of an object.</summary>
    /// <param name="tag">The owner.</param>
    /// <param name="address">The static address of a guest, so that other stacks see it is taken; <c>null</c> for none.</param>
    public static XElement Metadata(OwnerTag tag, string? address = null) =>
        new(
            "metadata",
            new XElement(
                Namespace + "owner",
                new XAttribute(XNamespace.Xmlns + "nixhost", Namespace.NamespaceName),
                new XAttribute("project", tag.Project),
                new XAttribute("stack", tag.Stack),
                new XAttribute("urn", tag.Urn),
                tag.Token.Length == 0 ? null : new XAttribute("token", tag.Token),
                tag.Folder.Length == 0 ? null : new XAttribute("folder", tag.Folder),
                tag.Operator.Length == 0 ? null : new XAttribute("operator", tag.Operator),
                address is null ? null : new XAttribute("address", address)
            )
        );

    /// <summary>The tag in an object's XML; <c>null</c> for an object of somebody else.</summary>
    public static OwnerTag? Read(string xml) => Read(XElement.Parse(xml));

    /// <inheritdoc cref="Read(string)"/>
    public static OwnerTag? Read(XElement item) =>
        Owner(item) is { } owner && owner.Attribute("urn") is { } urn
            ? new(Text(owner, "token"), urn.Value, Text(owner, "folder"), Text(owner, "operator"))
            : null;

    /// <summary>The static address noted in a guest's definition, or <c>null</c>.</summary>
    public static string? AddressIn(XElement domain) => Owner(domain)?.Attribute("address")?.Value;

    private static string Text(XElement owner, string name) => owner.Attribute(name)?.Value ?? "";

    private static XElement? Owner(XElement item) =>
        item.Element("metadata")?.Element(Namespace + "owner");
}
