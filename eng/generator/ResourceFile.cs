using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Generator;

/// <summary>The class of a resource.</summary>
internal static class ResourceFile
{
    private static readonly string[] Usings = ["System.Collections.Immutable", "Pulumi"];

    /// <summary>A resource of the host.</summary>
    public static string Of(ResourceDefinition resource)
    {
        var outputs = resource.Outputs.AddRange(resource.Echoes);
        var docs = new Docs(resource.Name, outputs);
        var (name, id) = (resource.Name, docs.Of(resource.ImportId));
        var options = resource.IsDeletedFirst
            ? "CustomResourceOptions.Merge(new() { DeleteBeforeReplace = true }, options)"
            : "options";
        var source = new Source(usings: Usings);
        source
            .Summary(docs.Of(resource.Description))
            .Line($"public sealed partial class {name} : CustomResource\n{{")
            .Line(
                $$"""
                /// <summary>Adds the resource to the stack.</summary>
                /// <param name="name">The name, unique among the {{name}} resources of the stack.</param>
                /// <param name="args">The inputs.</param>
                /// <param name="options">The options of the resource. Default: none.</param>
                public {{name}}(string name, {{name}}Args args, CustomResourceOptions? options = null)
                    : base("{{resource.Token}}", name, args, {{options}}) { }

                private {{name}}(string name, Input<string> id, CustomResourceOptions? options)
                    : base("{{resource.Token}}", name, args: null, ExistingResource.Of(id, options)) { }

                /// <summary>
                /// Reads {{resource.Noun}} that exists, whoever made it, for its outputs. The stack neither changes nor deletes it, and the run ends
                /// with an error if there is none.
                /// </summary>
                /// <param name="name">The name, unique among the {{name}} resources of the stack.</param>
                /// <param name="id">Its id: {{id}}.</param>
                /// <param name="options">The options of the resource. Default: none.</param>
                public static {{name}} Get(string name, Input<string> id, CustomResourceOptions? options = null) =>
                    new(name, id, options);

                """,
                1
            );
        Add(source, outputs, docs);
        return source.Line("}").ToString();
    }

    /// <summary>A component, whose class makes its resources itself.</summary>
    public static string OfComponent(ResourceDefinition component)
    {
        var docs = new Docs(component.Name, component.Outputs);
        var source = new Source(usings: Usings);
        source
            .Summary(docs.Of(component.Description))
            .Line($"public sealed partial class {component.Name} : ComponentResource\n{{");
        Add(source, component.Outputs, docs);
        return source.Line("}").ToString();
    }

    private static void Add(Source source, IEnumerable<PropertyDefinition> outputs, Docs docs)
    {
        foreach (var property in outputs)
        {
            source
                .Summary(docs.Of(property), 1)
                .Line(
                    $"[Output(\"{property.Name}\")]\n"
                        + $"public Output<{Names.Output(property)}> {Names.Member(property)} {{ get; private set; }} = null!;",
                    1
                )
                .Line();
            if (property.CsharpName is not null)
            {
                Former.Output(source, property);
            }
        }
    }
}
