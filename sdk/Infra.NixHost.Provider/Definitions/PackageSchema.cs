using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>Writes the package's schema, as Pulumi's tools read it, from the definitions the handlers use.</summary>
/// <param name="version">The version of the package.</param>
/// <param name="repository">The address of the project's repository.</param>
internal sealed class PackageSchema(string version, string repository)
{
    private readonly JsonObject _types = [];

    /// <summary>The schema as JSON.</summary>
    public string Write(
        ImmutableArray<PropertyDefinition> configuration,
        ImmutableArray<ResourceDefinition> resources,
        ImmutableArray<FunctionDefinition> functions
    )
    {
        var schema = new JsonObject
        {
            ["name"] = ResourceDefinition.Package,
            ["namespace"] = "infra",
            ["displayName"] = "NixHost",
            ["version"] = version,
            ["description"] =
                "NixOS guests on a libvirt host: Nix images, overlays, config disks, bridges and guests.",
            ["keywords"] = new JsonArray(
                "category/infrastructure",
                "kind/native",
                "nixos",
                "libvirt"
            ),
            ["publisher"] = "Infra.NixHost",
            ["license"] = "MIT",
            ["homepage"] = repository,
            ["repository"] = repository,
            ["logoUrl"] = $"{repository}/raw/main/docs/logo.png",
            ["pluginDownloadURL"] = $"github://api.github.com{new Uri(repository).AbsolutePath}",
            ["meta"] = new JsonObject { ["moduleFormat"] = "(.*)" },
            ["config"] = new JsonObject { ["variables"] = Properties(configuration) },
            ["provider"] = new JsonObject
            {
                ["description"] = "One libvirt host and where things lie on it.",
                ["inputProperties"] = Properties(configuration),
                ["properties"] = Properties(configuration),
            },
            ["resources"] = new JsonObject(
                resources.Select(r => KeyValuePair.Create<string, JsonNode?>(r.Token, Resource(r)))
            ),
            ["functions"] = new JsonObject(
                functions.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Token, Function(f)))
            ),
            ["language"] = Languages(repository),
        };
        schema["types"] = _types;
        return schema.ToJsonString();
    }

    /// <summary>What the generators of SDKs need, so that what they write installs as it comes.</summary>
    /// <remarks>The C# package that they write has an id of its own, because <c>Infra.NixHost</c> is the one written by hand.</remarks>
    private static JsonObject Languages(string repository) =>
        new()
        {
            ["nodejs"] = new JsonObject { ["respectSchemaVersion"] = true },
            ["python"] = new JsonObject
            {
                ["respectSchemaVersion"] = true,
                ["pyproject"] = new JsonObject { ["enabled"] = true },
            },
            ["go"] = new JsonObject
            {
                ["respectSchemaVersion"] = true,
                ["generateResourceContainerTypes"] = true,
                ["importBasePath"] =
                    $"{repository.Replace("https://", "", StringComparison.Ordinal)}/sdk/go/nixhost",
            },
            ["csharp"] = new JsonObject
            {
                ["respectSchemaVersion"] = true,
                ["rootNamespace"] = "Infra.Generated",
                ["namespaces"] = new JsonObject { ["nixhost"] = "NixHost" },
            },
        };

    private JsonObject Resource(ResourceDefinition resource) =>
        new()
        {
            ["description"] = resource.Description,
            ["inputProperties"] = Properties(resource.Inputs),
            ["requiredInputs"] = Required(resource.Inputs),
            ["properties"] = Properties(resource.Outputs),
            ["required"] = Required(resource.Outputs),
        };

    private JsonObject Function(FunctionDefinition function) =>
        new()
        {
            ["description"] = function.Description,
            ["inputs"] = Shape(function.Inputs),
            ["outputs"] = Shape(function.Outputs),
        };

    private JsonObject Shape(ImmutableArray<PropertyDefinition> properties) =>
        new()
        {
            ["type"] = "object",
            ["properties"] = Properties(properties),
            ["required"] = Required(properties),
        };

    private JsonObject Properties(ImmutableArray<PropertyDefinition> properties) =>
        new(properties.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, Property(p))));

    private static JsonArray Required(ImmutableArray<PropertyDefinition> properties) =>
        [.. properties.Where(p => p.IsRequired).Select(p => (JsonNode?)p.Name)];

    private JsonObject Property(PropertyDefinition property)
    {
        var node = TypeOf(property.Type);
        node["description"] = property.Description;
        if (DefaultOf(property.Default) is { } value)
        {
            node["default"] = value;
        }

        if (property.Impact is ChangeImpact.Replace or ChangeImpact.ReplaceLosingData)
        {
            node["willReplaceOnChanges"] = true;
        }

        return node;
    }

    private static JsonNode? DefaultOf(PropertyValue? value) =>
        value switch
        {
            PropertyValue.String text => JsonValue.Create(text.Value),
            PropertyValue.Number number => JsonValue.Create(number.Value),
            PropertyValue.Bool flag => JsonValue.Create(flag.Value),
            _ => null,
        };

    private JsonObject TypeOf(PropertyType type) =>
        type switch
        {
            PropertyType.Text or PropertyType.Size or PropertyType.Duration => new()
            {
                ["type"] = "string",
            },
            PropertyType.Flag => new() { ["type"] = "boolean" },
            PropertyType.Integer => new() { ["type"] = "integer" },
            PropertyType.Number => new() { ["type"] = "number" },
            PropertyType.List list => new()
            {
                ["type"] = "array",
                ["items"] = TypeOf(list.Element),
            },
            PropertyType.Map map => new()
            {
                ["type"] = "object",
                ["additionalProperties"] = TypeOf(map.Element),
            },
            PropertyType.Choice choice => Reference(
                choice.Definition.Name,
                () => Choice(choice.Definition)
            ),
            PropertyType.Structure structure => Reference(
                structure.Definition.Name,
                () => Structure(structure.Definition)
            ),
            _ => throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"No schema for {type}.")
            ),
        };

    private JsonObject Reference(string name, Func<JsonObject> define)
    {
        var token = ResourceDefinition.TokenOf(name);
        if (!_types.ContainsKey(token))
        {
            _types[token] = define();
        }

        return new() { ["$ref"] = $"#/types/{token}" };
    }

    private static JsonObject Choice(ChoiceDefinition choice) =>
        new()
        {
            ["type"] = "string",
            ["description"] = choice.Description,
            ["enum"] = new JsonArray([
                .. choice.Values.Select(v => new JsonObject
                {
                    ["name"] = v.Name,
                    ["value"] = v.Value,
                    ["description"] = v.Description,
                }),
            ]),
        };

    private JsonObject Structure(StructureDefinition structure) =>
        new()
        {
            ["type"] = "object",
            ["description"] = structure.Description,
            ["properties"] = Properties(structure.Properties),
            ["required"] = Required(structure.Properties),
        };
}
