using System.Xml;
using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Merges the user's own fragment into a definition.</summary>
internal static class ExtraXml
{
    /// <summary>Why a text is no fragment, or <c>null</c> when it is one.</summary>
    public static string? Mismatch(string text)
    {
        try
        {
            return Parse(text).HasElements
                ? null
                : "has no element; give domain XML such as <devices>…</devices>, or leave it out";
        }
        catch (XmlException e)
        {
            return $"is no well-formed XML: {e.Message} Correct it.";
        }
    }

    /// <summary>Elements of one name are merged into one; those below <c>devices</c> are added, because there may be many of a name.</summary>
    public static void Merge(XElement domain, string text) => Merge(domain, Parse(text));

    private static void Merge(XElement target, XElement extra)
    {
        foreach (var attribute in extra.Attributes().Where(a => !a.IsNamespaceDeclaration))
        {
            target.SetAttributeValue(attribute.Name, attribute.Value);
        }

        foreach (var element in extra.Elements())
        {
            if (target.Name != "devices" && target.Element(element.Name) is { } same)
            {
                Merge(same, element);
            }
            else
            {
                target.Add(element);
            }
        }

        if (!extra.HasElements && !string.IsNullOrWhiteSpace(extra.Value))
        {
            target.Value = extra.Value;
        }
    }

    /// <summary>A fragment may be several elements, or a whole <c>domain</c>.</summary>
    private static XElement Parse(string text)
    {
        var root = XElement.Parse($"<fragment>{text}</fragment>");
        return root.Elements().Count() == 1 && root.Element("domain") is { } domain ? domain : root;
    }
}
