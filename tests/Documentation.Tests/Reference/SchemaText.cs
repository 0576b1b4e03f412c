using System.Text.Json;

namespace Documentation.Tests.Reference;

/// <summary>The package's schema in the words of a page.</summary>
internal static class SchemaText
{
    private const string Types = "#/types/nixhost:index:";

    /// <summary>The schema.</summary>
    public static JsonElement Schema { get; } =
        JsonDocument
            .Parse(
                File.ReadAllText(Pages.Repository.PathOf("sdk/Infra.NixHost.Provider/schema.json"))
            )
            .RootElement;

    /// <summary>The name without package and module.</summary>
    public static string NameOf(string token) => token[(token.LastIndexOf(':') + 1)..];

    /// <summary>A type, with a link to the page of types.</summary>
    public static string TypeOf(JsonElement property)
    {
        if (property.TryGetProperty("oneOf", out var choices))
        {
            return string.Join(" or ", choices.EnumerateArray().Select(TypeOf).Distinct());
        }

        if (property.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()![Types.Length..];
            return $"[{name}](types.md#{name.ToLowerInvariant()})";
        }

        return property.GetProperty("type").GetString() switch
        {
            "array" => $"list of {TypeOf(property.GetProperty("items"))}",
            "object" when property.TryGetProperty("additionalProperties", out var value) =>
                $"map of {TypeOf(value)}",
            var plain => plain!,
        };
    }

    /// <summary>A property's description, as a cell of a table.</summary>
    public static string DescriptionOf(JsonElement property) =>
        property
            .GetProperty("description")
            .GetString()!
            .Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>The description of a resource, whose page has an example of its own.</summary>
    public static string WithoutExamples(JsonElement resource) =>
        resource.GetProperty("description").GetString()!.Split("\n\n{{% examples %}}")[0];

    /// <summary>The names in a list of required properties.</summary>
    public static HashSet<string> Required(JsonElement owner, string list) =>
        owner.TryGetProperty(list, out var names)
            ? names.EnumerateArray().Select(n => n.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];
}
