using System.Xml.Linq;
using Infra.Protocol.Naming;

namespace Infra.NixHost.Provider.Resources;

/// <summary>The mark in libvirt's metadata that says which resource made an object. Objects without ours are never touched.</summary>
internal static class OwnerTag
{
    /// <summary>The namespace of the mark; it names a format, not a place.</summary>
    public static readonly XNamespace Namespace = "urn:infra:nixhost:owner:1";

    /// <summary>The <c>metadata</c> element of an object this resource makes.</summary>
    /// <param name="identity">The resource.</param>
    /// <param name="address">The static address of a guest, for other stacks to see that it is taken; <c>null</c> for none.</param>
    public static XElement Metadata(ResourceIdentity identity, string? address = null) =>
        new(
            "metadata",
            new XElement(
                Namespace + "owner",
                new XAttribute(XNamespace.Xmlns + "nixhost", Namespace.NamespaceName),
                new XAttribute("project", identity.Project),
                new XAttribute("stack", identity.Stack),
                new XAttribute("urn", identity.Urn.Value),
                address is null ? null : new XAttribute("address", address)
            )
        );

    /// <summary>Whether an object's XML carries the mark of this very resource.</summary>
    public static bool IsOf(ResourceIdentity identity, string xml) =>
        UrnIn(xml) == identity.Urn.Value;

    /// <summary>Whether an object's XML carries the mark of a resource of the same stack.</summary>
    public static bool IsOfStack(ResourceIdentity identity, string xml) =>
        UrnIn(xml) is { } urn
        && Urn.Parse(urn) is var owner
        && (owner.Project, owner.Stack) == (identity.Project, identity.Stack);

    /// <summary>Whether an object's XML carries the mark of any resource.</summary>
    public static bool IsOurs(string xml) => UrnIn(xml) is not null;

    /// <summary>Who made an object, for a person.</summary>
    public static string Describe(string xml) =>
        UrnIn(xml) is { } urn ? $"it belongs to {urn}" : "it was not made by this project";

    /// <summary>Whether an object carries a mark of any resource.</summary>
    public static bool IsOnAny(string xml) => UrnIn(xml) is not null;

    /// <summary>The static address noted in a guest's definition, or <c>null</c>.</summary>
    public static string? AddressIn(XElement domain) => Owner(domain)?.Attribute("address")?.Value;

    /// <summary>The project and stack of an object's maker; empty for one that was not made here.</summary>
    public static (string Project, string Stack) StackIn(XElement item) =>
        (
            Owner(item)?.Attribute("project")?.Value ?? "",
            Owner(item)?.Attribute("stack")?.Value ?? ""
        );

    private static string? UrnIn(string xml) => Owner(XElement.Parse(xml))?.Attribute("urn")?.Value;

    private static XElement? Owner(XElement item) =>
        item.Element("metadata")?.Element(Namespace + "owner");
}
