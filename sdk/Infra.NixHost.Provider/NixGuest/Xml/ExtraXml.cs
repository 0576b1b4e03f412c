using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;

namespace Infra.NixHost.Provider.NixGuest.Xml;

/// <summary>Merges the user's fragment into a definition.</summary>
internal static class ExtraXml
{
    /// <summary>Why a text is no valid fragment, or <c>null</c> when it is one.</summary>
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
            return $"is not well-formed XML: {e.Message} Correct it.";
        }
    }

    /// <summary>A fragment, which may be several elements or a whole <c>domain</c>.</summary>
    public static XElement Parse(string text)
    {
        var root = XElement.Parse($"<fragment>{text}</fragment>");
        return root.Elements().Count() == 1 && root.Element("domain") is { } domain ? domain : root;
    }

    /// <summary>What a fragment may not change in the definition of a guest, each with its path and the input that decides it.</summary>
    public static ImmutableArray<string> Conflicts(DomainSpec spec, string text)
    {
        var merge = new ExtraXmlMerge(DomainXml.WithoutExtra(spec), spec.Inputs);
        merge.Apply(Parse(text));
        return merge.Refused;
    }

    /// <summary>Merges a fragment into a definition, without what it may not change.</summary>
    public static void Merge(XElement domain, NixGuestInputs inputs, string text) =>
        new ExtraXmlMerge(domain, inputs).Apply(Parse(text));
}
