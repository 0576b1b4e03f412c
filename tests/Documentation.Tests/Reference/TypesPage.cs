using System.Text.Json;

namespace Documentation.Tests.Reference;

/// <summary>Writes the page of structures and enumerations.</summary>
internal static class TypesPage
{
    /// <summary>The page.</summary>
    public static string Write() =>
        string.Join(
            "\n\n",
            (IEnumerable<string>)
                [
                    "# Types",
                    Generated.Note,
                    "Structures and enumerations of inputs and outputs. In C# a structure is a class such as `GuestDiskArgs`, and a value of an "
                        + "enumeration a member such as `WaitFor.Configured`; other languages take the value.",
                    .. SchemaText
                        .Schema.GetProperty("types")
                        .EnumerateObject()
                        .OrderBy(t => t.Name, StringComparer.Ordinal)
                        .Select(Section),
                ]
        ) + "\n";

    private static string Section(JsonProperty type) =>
        $"## {SchemaText.NameOf(type.Name)}\n\n{SchemaText.DescriptionOf(type.Value)}\n\n"
        + (type.Value.TryGetProperty("enum", out var values) ? Values(values) : Fields(type.Value));

    private static string Values(JsonElement values) =>
        Generated.Table(
            "Value | In C# | Meaning",
            values
                .EnumerateArray()
                .Select(v =>
                    $"| `{v.GetProperty("value").GetString()}` | `{v.GetProperty("name").GetString()}` | {SchemaText.DescriptionOf(v)} |"
                )
        );

    private static string Fields(JsonElement structure)
    {
        var required = SchemaText.Required(structure, "required");
        return Generated.Table(
            "Field | Type | Description",
            structure
                .GetProperty("properties")
                .EnumerateObject()
                .Select(p =>
                    $"| `{p.Name}`{(required.Contains(p.Name) ? " (required)" : "")} | {SchemaText.TypeOf(p.Value)} | {SchemaText.DescriptionOf(p.Value)} |"
                )
        );
    }
}
