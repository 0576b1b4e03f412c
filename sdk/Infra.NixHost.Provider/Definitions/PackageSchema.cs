using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Definitions;

/// <summary>Writes the package's schema, as Pulumi's tools read it, from the definitions the handlers use.</summary>
/// <param name="version">The version of the package.</param>
/// <param name="repository">The address of the project's repository.</param>
/// <param name="exampleOf">What follows a resource's description: an example of the resource with a type name.</param>
internal sealed class PackageSchema(
    string version,
    string repository,
    Func<string, string> exampleOf
)
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
            ["config"] = new JsonObject { ["variables"] = Outputs(configuration) },
            ["provider"] = new JsonObject
            {
                ["description"] = "One libvirt host and where things lie on it.",
                ["inputProperties"] = Outputs(configuration),
                ["properties"] = Outputs(configuration),
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

    private JsonObject Resource(ResourceDefinition resource)
    {
        var outputs = resource.IsComponent
            ? resource.Outputs
            : resource.Outputs.AddRange(resource.Echoes);
        var node = new JsonObject
        {
            ["description"] = resource.Description + exampleOf(resource.Name),
            ["inputProperties"] = Inputs(resource.Inputs),
            ["requiredInputs"] = Required(resource.Inputs),
            ["properties"] = Outputs(outputs),
            ["required"] = Required(outputs),
        };
        if (resource.IsComponent)
        {
            node["isComponent"] = true;
        }
        else
        {
            node["listInputs"] = Shape(
                Inputs(ResourceDefinition.ListInputs),
                ResourceDefinition.ListInputs
            );
        }

        return node;
    }

    private JsonObject Function(FunctionDefinition function) =>
        new()
        {
            ["description"] = function.Description,
            ["inputs"] = Shape(Inputs(function.Inputs), function.Inputs),
            ["outputs"] = Shape(Outputs(function.Outputs), function.Outputs),
        };

    private static JsonObject Shape(
        JsonObject properties,
        ImmutableArray<PropertyDefinition> definitions
    ) =>
        new()
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = Required(definitions),
        };

    /// <summary>A number stands for bytes or seconds, so that generated SDKs take one where the provider does.</summary>
    private JsonObject Inputs(ImmutableArray<PropertyDefinition> properties) =>
        Properties(
            properties,
            type =>
                type is PropertyType.Size or PropertyType.Duration
                    ? OneOf(TypeOf(type), new() { ["type"] = "number" })
                    : TypeOf(type)
        );

    private JsonObject Outputs(ImmutableArray<PropertyDefinition> properties) =>
        Properties(properties, TypeOf);

    private static JsonObject Properties(
        ImmutableArray<PropertyDefinition> properties,
        Func<PropertyType, JsonObject> typeOf
    ) =>
        new(
            properties.Select(p =>
                KeyValuePair.Create<string, JsonNode?>(p.Name, Property(p, typeOf(p.Type)))
            )
        );

    private static JsonArray Required(ImmutableArray<PropertyDefinition> properties) =>
        [.. properties.Where(p => p.IsRequired).Select(p => (JsonNode?)p.Name)];

    private static JsonObject Property(PropertyDefinition property, JsonObject node)
    {
        node["description"] = property.Description;
        if (!property.IsEcho && DefaultOf(property.Default) is { } value)
        {
            node["default"] = value;
        }

        if (property.IsPlain)
        {
            node["plain"] = true;
        }

        if (property.CsharpName is { } name)
        {
            node["language"] = new JsonObject { ["csharp"] = new JsonObject { ["name"] = name } };
        }

        // `replaceOnChanges` would let engines replace also where the provider keeps a resource, such as an imported one.
        if (
            !property.IsEcho
            && property.Impact is ChangeImpact.Replace or ChangeImpact.ReplaceLosingData
        )
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
            PropertyType.Bytes => new() { ["type"] = "number" },
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
            PropertyType.Choice choice => Reference(choice.Definition),
            PropertyType.Words { IsOpen: true } words => OneOf(
                new() { ["type"] = "string" },
                Reference(words.Definition)
            ),
            PropertyType.Words words => Reference(words.Definition),
            PropertyType.Structure structure => Reference(
                structure.Definition.Name,
                () => Structure(structure.Definition)
            ),
            _ => throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"No schema for {type}.")
            ),
        };

    /// <summary>A union has the type of its default beside it.</summary>
    private static JsonObject OneOf(JsonObject first, JsonObject second) =>
        new() { ["type"] = "string", ["oneOf"] = new JsonArray(first, second) };

    private JsonObject Reference(ChoiceDefinition choice) =>
        Reference(choice.Name, () => Choice(choice));

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
            ["properties"] = Outputs(structure.Properties),
            ["required"] = Required(structure.Properties),
        };
}
