using System.Xml.Linq;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The mark in libvirt's metadata that says which resource made an object. Objects without ours are never touched.</summary>
internal static class OwnerTag
{
    /// <summary>The namespace of the mark; it names a format, not a place.</summary>
    public static readonly XNamespace Namespace = "urn:infra:nixhost:owner:1";

    /// <summary>The <c>metadata</c> element of an object this resource makes.</summary>
    public static XElement Metadata(ResourceIdentity identity) =>
        new(
            "metadata",
            new XElement(
                Namespace + "owner",
                new XAttribute(XNamespace.Xmlns + "nixhost", Namespace.NamespaceName),
                new XAttribute("project", identity.Project),
                new XAttribute("stack", identity.Stack),
                new XAttribute("urn", identity.Urn.Value)
            )
        );

    /// <summary>Whether an object's XML carries the mark of this very resource.</summary>
    public static bool IsOf(ResourceIdentity identity, string xml) =>
        UrnIn(xml) == identity.Urn.Value;

    /// <summary>Who made an object, for a person.</summary>
    public static string Describe(string xml) =>
        UrnIn(xml) is { } urn ? $"it belongs to {urn}" : "it was not made by this project";

    private static string? UrnIn(string xml) =>
        XElement
            .Parse(xml)
            .Element("metadata")
            ?.Element(Namespace + "owner")
            ?.Attribute("urn")
            ?.Value;
}
