using System.Collections.Immutable;
using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Generator;

/// <summary>The class of inputs.</summary>
internal static class ArgsFile
{
    /// <summary>The inputs of a resource.</summary>
    public static string OfResource(ResourceDefinition resource) =>
        Of(
            $"{resource.Name}Args",
            $"The inputs of {("AEIOU".Contains(resource.Name[0], StringComparison.Ordinal) ? "an" : "a")} <see cref=\"{resource.Name}\"/>.",
            resource.Inputs
        );

    /// <summary>The inputs of a function.</summary>
    public static string OfFunction(FunctionDefinition function) =>
        Of(
            $"{Names.Pascal(function.Name)}InvokeArgs",
            $"The inputs of <see cref=\"{Names.Pascal(function.Name)}\"/>.",
            function.Inputs,
            "InvokeArgs"
        );

    /// <summary>A structure of inputs.</summary>
    public static string OfStructure(StructureDefinition structure) =>
        Of(
            $"{structure.Name}Args",
            new Docs($"{structure.Name}Args", structure.Properties).Of(structure.Description),
            structure.Properties
        );

    /// <summary>A class of inputs.</summary>
    public static string Of(
        string name,
        string summary,
        ImmutableArray<PropertyDefinition> properties,
        string parent = "ResourceArgs"
    )
    {
        var docs = new Docs(name, properties);
        var source = new Source(usings: ["Pulumi"]);
        source.Summary(summary).Line($"public sealed partial class {name} : {parent}").Line("{");
        foreach (var property in properties)
        {
            Add(source, property, docs);
        }

        return source.Line("}").ToString();
    }

    private static void Add(Source source, PropertyDefinition property, Docs docs)
    {
        var (member, field, type) = (
            Names.Member(property),
            Names.Field(property),
            Names.Input(property)
        );
        var attribute =
            $"[Input(\"{property.Name}\"{(property.IsRequired ? ", required: true" : "")})]";
        if (Names.IsOrText(type))
        {
            source
                .Line($"{attribute}\nprivate Input<string>? {field};", 1)
                .Line()
                .Summary(docs.Of(property), 1)
                .Line($"public {type}? {member}\n{{", 1)
                .Line($"get => {type}.Over({field});\nset => {field} = value?.AsText();", 2)
                .Line("}", 1);
        }
        else if (Names.IsCollection(property))
        {
            source
                .Line($"{attribute}\nprivate {type}? {field};", 1)
                .Line()
                .Summary(docs.Of(property), 1)
                .Line($"public {type} {member}\n{{", 1)
                .Line($"get => {field} ??= new();\nset => {field} = value;", 2)
                .Line("}", 1);
        }
        else
        {
            var (mark, value) =
                property.IsPlain ? ("", "")
                : property.IsRequired ? ("", " = null!;")
                : ("?", "");
            source
                .Summary(docs.Of(property), 1)
                .Line($"{attribute}\npublic {type}{mark} {member} {{ get; set; }}{value}", 1);
        }

        source.Line();
        if (property.CsharpName is not null)
        {
            Former.Input(source, property, type);
        }
    }
}
