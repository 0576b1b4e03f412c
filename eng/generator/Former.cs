using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Generator;

/// <summary>The member of a property whose name in C# has changed, for programs that were written before.</summary>
internal static class Former
{
    /// <summary>The former input.</summary>
    public static void Input(Source source, PropertyDefinition property, string type) =>
        Begin(source, property)
            .Line($"public {type}? {Names.Pascal(property.Name)}\n{{", 1)
            .Line($"get => {Names.Member(property)};\nset => {Names.Member(property)} = value;", 2)
            .Line("}", 1)
            .Line();

    /// <summary>The former output.</summary>
    public static void Output(Source source, PropertyDefinition property) =>
        Begin(source, property)
            .Line(
                $"public Output<{Names.Output(property)}> {Names.Pascal(property.Name)} => {Names.Member(property)};",
                1
            )
            .Line();

    private static Source Begin(Source source, PropertyDefinition property) =>
        source
            .Summary($"The former name of <see cref=\"{Names.Member(property)}\"/>.", 1)
            .Line($"[Obsolete(\"Write {Names.Member(property)}.\")]", 1);
}
