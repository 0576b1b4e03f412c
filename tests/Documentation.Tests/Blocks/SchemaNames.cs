using System.Text.Json;
using Documentation.Tests.Reference;

namespace Documentation.Tests.Blocks;

/// <summary>The names of the package, as its schema has them.</summary>
internal static class SchemaNames
{
    /// <summary>The inputs of each resource, and of the provider, by its name.</summary>
    public static IReadOnlyDictionary<string, HashSet<string>> Inputs { get; } =
        SchemaText
            .Schema.GetProperty("resources")
            .EnumerateObject()
            .ToDictionary(
                r => SchemaText.NameOf(r.Name),
                r => Names(r.Value, "inputProperties"),
                StringComparer.Ordinal
            );

    /// <summary>The properties of the structures.</summary>
    public static HashSet<string> Fields { get; } =
    [
        .. SchemaText
            .Schema.GetProperty("types")
            .EnumerateObject()
            .Where(t => t.Value.TryGetProperty("properties", out _))
            .SelectMany(t => Names(t.Value, "properties")),
    ];

    /// <summary>The settings of the provider.</summary>
    public static HashSet<string> Settings { get; } =
        Names(SchemaText.Schema.GetProperty("provider"), "inputProperties");

    /// <summary>The values of the enumerations.</summary>
    public static HashSet<string> Words { get; } =
    [
        .. SchemaText
            .Schema.GetProperty("types")
            .EnumerateObject()
            .Where(t => t.Value.TryGetProperty("enum", out _))
            .SelectMany(t => t.Value.GetProperty("enum").EnumerateArray())
            .Select(v => v.GetProperty("value").GetString()!),
    ];

    /// <summary>All names that an object of any of them can have.</summary>
    public static HashSet<string> AllInputs { get; } =
    [.. Inputs.Values.SelectMany(i => i), .. Fields, .. Settings];

    private static HashSet<string> Names(JsonElement element, string property) =>
        element
            .GetProperty(property)
            .EnumerateObject()
            .Select(p => p.Name)
            .ToHashSet(StringComparer.Ordinal);
}
