using System.Xml.Linq;

namespace Documentation.Tests.Reference;

/// <summary>The documentation in the library's own XML file.</summary>
internal static class LibraryDocs
{
    private static readonly Dictionary<string, XElement> Members = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "Infra.NixHost.xml"))
        .Descendants("member")
        .ToDictionary(m => m.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>The example of a resource, without the indent of its comment.</summary>
    public static string ExampleOf(string resource)
    {
        var lines = Members[$"T:Infra.NixHost.{resource}"]
            .Element("example")!
            .Element("code")!
            .Value.Trim('\n')
            .Split('\n');
        var indent = lines
            .Where(l => l.Trim().Length > 0)
            .Min(l => l.Length - l.TrimStart().Length);
        return string.Join('\n', lines.Select(l => l.Length < indent ? "" : l[indent..])).Trim();
    }

    /// <summary>What the id of an existing resource is; <c>null</c> if there is no <c>Get</c>.</summary>
    public static string? IdOf(string resource)
    {
        const string Beginning = "Its id: ";
        var text = Members
            .FirstOrDefault(m =>
                m.Key.StartsWith($"M:Infra.NixHost.{resource}.Get(", StringComparison.Ordinal)
            )
            .Value?.Elements("param")
            .Single(p => p.Attribute("name")!.Value == "id")
            .Nodes()
            .Select(n => n is XElement { Name.LocalName: "c" } code ? $"`{code.Value}`" : $"{n}");
        return text is null ? null : string.Concat(text).Trim()[Beginning.Length..];
    }
}
