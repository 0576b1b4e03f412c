using Newtonsoft.Json.Linq;

namespace Conformance.Tests.Lab;

/// <summary>A package for Node with a class for each resource of a schema, as a generated SDK has.</summary>
internal static class NodePackage
{
    /// <summary>Writes the package into a project, which requires it as <c>./NAME</c>.</summary>
    public static async Task WriteAsync(Workplace place, string schemaPath)
    {
        var schema = JObject.Parse(await File.ReadAllTextAsync(schemaPath));
        var directory = Directory.CreateDirectory(
            Path.Combine(place.Directory, (string)schema["name"]!)
        );
        var classes = ((JObject)schema["resources"]!)
            .Properties()
            .Select(resource => Class(resource.Name, (JObject)resource.Value));
        await File.WriteAllTextAsync(
            Path.Combine(directory.FullName, "index.js"),
            $"const pulumi = require(\"@pulumi/pulumi\");\n{string.Concat(classes)}"
        );
    }

    private static string Class(string token, JObject resource)
    {
        var name = token.Split(':')[^1];
        var isComponent = (bool?)resource["isComponent"] == true;
        // What no input has set is still an output of the object.
        var outputs = ((JObject)resource["properties"]!)
            .Properties()
            .Select(output => $"{output.Name}: undefined");
        return $$"""
            exports.{{name}} = class {{name}} extends pulumi.{{(
                isComponent ? "ComponentResource" : "CustomResource"
            )}} {
                constructor(name, args, options) {
                    super("{{token}}", name, { {{string.Join(", ", outputs)}}, ...args }, options, {{(
                isComponent ? "true" : "false"
            )}});
                }
            };

            """;
    }
}
