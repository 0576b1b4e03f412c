using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Generator;

/// <summary>The names and types of properties in C#.</summary>
internal static class Names
{
    private const string Text = "string";

    /// <summary>Inputs that a component looks into while the program runs. Other languages give them as any structure.</summary>
    private static readonly string[] LookedInto = ["identity"];

    /// <summary>The name with a capital.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>The name of a property's member.</summary>
    public static string Member(PropertyDefinition property) =>
        property.CsharpName ?? Pascal(property.Name);

    /// <summary>The name of the field of an input that cannot be an input of Pulumi itself.</summary>
    public static string Field(PropertyDefinition property) => $"_{property.Name}";

    /// <summary>The type of an input: one of Pulumi's, or one of a value or its text.</summary>
    public static string Input(PropertyDefinition property) =>
        property.Type switch
        {
            _ when Types.ChoiceOf(property.Type) is { } choice => property.IsPlain
                ? choice.Name
                : OrText(choice.Name),
            PropertyType.Size => OrText("Size"),
            PropertyType.Duration => OrText("TimeSpan"),
            PropertyType.List list => $"InputList<{Given(list.Element)}>",
            PropertyType.Map map => $"InputMap<{Given(map.Element)}>",
            PropertyType.Structure structure when LookedInto.Contains(property.Name) => Given(
                structure
            ),
            _ => $"Input<{Given(property.Type)}>",
        };

    /// <summary>Whether a type is one of a value or its text, which Pulumi knows as a text.</summary>
    public static bool IsOrText(string type) =>
        type.StartsWith("InputOrText<", StringComparison.Ordinal);

    /// <summary>Whether a type is a list or a map, which a program adds to.</summary>
    public static bool IsCollection(PropertyDefinition property) =>
        property.Type is PropertyType.List or PropertyType.Map;

    /// <summary>The type of an output.</summary>
    public static string Output(PropertyDefinition property) =>
        Read(property.Type) + (property.IsRequired || IsCollection(property) ? "" : "?");

    private static string Read(PropertyType type) =>
        type switch
        {
            _ when Types.ChoiceOf(type) is { } choice => choice.Name,
            PropertyType.Bytes or PropertyType.Size { Word: null } => "Size",
            PropertyType.Flag => "bool",
            PropertyType.Integer => "int",
            PropertyType.List list => $"ImmutableArray<{Read(list.Element)}>",
            PropertyType.Map map => $"ImmutableDictionary<string, {Read(map.Element)}>",
            PropertyType.Structure structure => $"Outputs.{structure.Definition.Name}",
            _ => Text,
        };

    private static string Given(PropertyType type) =>
        type switch
        {
            PropertyType.Flag => "bool",
            PropertyType.Integer => "int",
            PropertyType.Structure structure => $"{structure.Definition.Name}Args",
            _ => Text,
        };

    private static string OrText(string type) => $"InputOrText<{type}>";
}
