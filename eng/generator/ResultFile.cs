using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Generator;

/// <summary>The class of what outputs and functions give.</summary>
internal static class ResultFile
{
    private const string Outputs = "Outputs.";

    /// <summary>A structure of an output.</summary>
    public static string OfStructure(StructureDefinition structure) =>
        Of(
            "Infra.NixHost.Outputs",
            structure.Name,
            new Docs(structure.Name, structure.Properties).Of(structure.Description),
            structure.Properties
        );

    /// <summary>The result of a function.</summary>
    public static string OfFunction(FunctionDefinition function)
    {
        var name = Names.Pascal(function.Name);
        return Of(
            "Infra.NixHost",
            $"{name}Result",
            $"The result of <see cref=\"{name}\"/>.",
            function.Outputs
        );
    }

    private static string Of(
        string space,
        string name,
        string summary,
        ImmutableArray<PropertyDefinition> properties
    )
    {
        var docs = new Docs(name, properties);
        var source = new Source(
            space,
            ["System.Collections.Immutable", "Infra.NixHost.Outputs", "Pulumi"]
        );
        source
            .Summary(summary)
            .Line($"[OutputType]\npublic sealed class {name}\n{{")
            .Line($"[OutputConstructor]\nprivate {name}(", 1)
            .Line(string.Join(",\n", properties.Select(p => $"{TypeOf(p)} {p.Name}")), 2)
            .Line(")\n{", 1);
        foreach (var property in properties)
        {
            source.Line($"{Names.Member(property)} = {Value(property)};", 2);
        }

        source.Line("}", 1);
        foreach (var property in properties)
        {
            source
                .Line()
                .Summary(docs.Of(property), 1)
                .Line($"public {TypeOf(property)} {Names.Member(property)} {{ get; }}", 1);
        }

        return source.Line("}").ToString();
    }

    private static string TypeOf(PropertyDefinition property) =>
        Names.Output(property).Replace(Outputs, "", StringComparison.Ordinal);

    /// <summary>A list that is missing is an empty one.</summary>
    private static string Value(PropertyDefinition property) =>
        property.Type is PropertyType.List
            ? $"{property.Name}.IsDefault ? [] : {property.Name}"
            : property.Name;
}
