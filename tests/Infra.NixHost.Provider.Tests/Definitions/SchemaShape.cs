using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infra.NixHost.Provider.Tests.Definitions;

/// <summary>
/// The form that Pulumi's meta-schema (pkg/codegen/schema/pulumi.json of the Pulumi CLI) asks of a package, told in our own words. It is
/// stricter in one thing: a member that the meta-schema does not know is a fault wherever it stands.
/// </summary>
internal sealed partial class SchemaShape
{
    private static readonly string[] Primitives = ["boolean", "integer", "number", "string"];

    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["package"] =
        [
            .. "name displayName version description keywords homepage license attribution repository logoUrl".Split(
                ' '
            ),
            .. "pluginDownloadURL publisher namespace dependencies meta config types provider resources".Split(
                ' '
            ),
            .. "functions language parameterization allowedPackageNames".Split(' '),
        ],
        ["object"] = Objects(),
        ["enum"] = ["type", "enum", "description", "language", "isOverlay"],
        ["value"] = ["name", "description", "value", "deprecationMessage"],
        ["resource"] =
        [
            .. Objects(),
            .. "inputProperties requiredInputs stateInputs listInputs aliases deprecationMessage isComponent methods".Split(
                ' '
            ),
        ],
        ["function"] =
        [
            .. "description inputs multiArgumentInputs outputs returnType deprecationMessage language".Split(
                ' '
            ),
            .. "isOverlay overlaySupportedLanguages plain".Split(' '),
        ],
        ["config"] = ["variables", "defaults"],
        ["type"] = Types(),
        ["property"] =
        [
            .. Types(),
            .. "description const default defaultInfo deprecationMessage language secret".Split(
                ' '
            ),
            .. "replaceOnChanges willReplaceOnChanges".Split(' '),
        ],
    };

    private readonly List<string> _faults = [];

    /// <summary>Says where a package has another form, a line for each place.</summary>
    public static IReadOnlyList<string> Faults(JsonNode package)
    {
        var shape = new SchemaShape();
        shape.Package(package.AsObject());
        return shape._faults;
    }

    private static string[] Objects() =>
        "type description language isOverlay overlaySupportedLanguages properties required".Split(
            ' '
        );

    private static string[] Types() =>
        "type items additionalProperties oneOf discriminator $ref plain".Split(' ');

    private void Package(JsonObject package)
    {
        Known("package", "", package);
        Require(Name().IsMatch(Text(package, "name")), "name");
        Require(Version().IsMatch(Text(package, "version")), "version");
        Require(Namespace().IsMatch(Text(package, "namespace")), "namespace");
        Each(
            package,
            "types",
            Token,
            (path, type) =>
            {
                if (type.ContainsKey("enum"))
                {
                    Enum(path, type);
                }
                else
                {
                    Object("object", path, type);
                    Require(Text(type, "type") == "object", $"{path}.type");
                }
            }
        );
        Each(package, "resources", Token, Resource);
        Each(package, "functions", Token, Function);
        if (package["provider"] is JsonObject provider)
        {
            Resource("provider", provider);
        }

        if (package["config"] is JsonObject config)
        {
            Known("config", "config", config);
            Properties("config.variables", config["variables"]);
        }
    }

    private void Resource(string path, JsonObject resource)
    {
        Object("resource", path, resource);
        Properties($"{path}.inputProperties", resource["inputProperties"]);
        Required(path, resource, "requiredInputs", "inputProperties");
        foreach (var name in new[] { "stateInputs", "listInputs" })
        {
            if (resource[name] is JsonObject inputs)
            {
                Object("object", $"{path}.{name}", inputs);
            }
        }
    }

    private void Function(string path, JsonObject function)
    {
        Known("function", path, function);
        foreach (var name in new[] { "inputs", "outputs" })
        {
            if (function[name] is JsonObject values)
            {
                Object("object", $"{path}.{name}", values);
            }
        }
    }

    private void Object(string kind, string path, JsonObject value)
    {
        Known(kind, path, value);
        Properties($"{path}.properties", value["properties"]);
        Required(path, value, "required", "properties");
    }

    private void Enum(string path, JsonObject type)
    {
        Known("enum", path, type);
        Require(Primitives.Contains(Text(type, "type")), $"{path}.type");
        foreach (var value in type["enum"]!.AsArray())
        {
            Known("value", $"{path}.enum", value!.AsObject());
            Require(value["value"] is JsonValue, $"{path}.enum.value");
        }
    }

    private void Properties(string path, JsonNode? properties)
    {
        foreach (var (name, property) in properties as JsonObject ?? [])
        {
            Known("property", $"{path}.{name}", property!.AsObject());
            Type($"{path}.{name}", property.AsObject());
            var value = property["default"] ?? property["const"];
            Require(value is null or JsonValue, $"{path}.{name}.default");
        }
    }

    // A type is exactly one of: a primitive, a list, a map, a reference, a choice between at least two.
    private void Type(string path, JsonObject type)
    {
        var word = Text(type, "type");
        switch (type["items"], type["additionalProperties"], type["oneOf"], type["$ref"])
        {
            case (JsonObject items, null, null, null) when word == "array":
                Inner($"{path}.items", items);
                break;
            case (null, JsonObject values, null, null) when word == "object":
                Inner($"{path}.additionalProperties", values);
                break;
            case (null, null, JsonArray { Count: >= 2 } choices, null)
                when word.Length == 0 || Primitives.Contains(word):
                foreach (var choice in choices)
                {
                    Inner($"{path}.oneOf", choice!.AsObject());
                }

                break;
            case (null, null, null, JsonValue reference):
                Require(Reference().IsMatch(reference.GetValue<string>()), $"{path}.$ref");
                break;
            case (null, null, null, null) when Primitives.Contains(word):
                break;
            default:
                _faults.Add($"{path} is no type");
                break;
        }
    }

    private void Inner(string path, JsonObject type)
    {
        Known("type", path, type);
        Type(path, type);
    }

    private void Required(string path, JsonObject of, string list, string properties)
    {
        foreach (var name in of[list] as JsonArray ?? [])
        {
            var isThere = (of[properties] as JsonObject)?.ContainsKey(name!.GetValue<string>());
            Require(isThere == true, $"{path}.{list}: {name}");
        }
    }

    private void Each(
        JsonObject package,
        string section,
        Func<Regex> token,
        Action<string, JsonObject> check
    )
    {
        foreach (var (name, value) in package[section] as JsonObject ?? [])
        {
            Require(token().IsMatch(name), $"{section}: {name}");
            check($"{section}.{name}", value!.AsObject());
        }
    }

    private void Known(string kind, string path, JsonObject value) =>
        _faults.AddRange(
            value
                .Select(member => member.Key)
                .Except(Members[kind], StringComparer.Ordinal)
                .Select(member => $"{path}: a {kind} has no {member}")
        );

    private void Require(bool holds, string path)
    {
        if (!holds)
        {
            _faults.Add(path);
        }
    }

    private static string Text(JsonObject value, string name) =>
        value[name]?.GetValue<string>() ?? "";

    [GeneratedRegex(@"^[a-zA-Z][-a-zA-Z0-9_]*\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"^[a-zA-Z][-a-zA-Z0-9_]*:([a-zA-Z._/-][a-zA-Z0-9._/-]*)?:[a-zA-Z._/][a-zA-Z0-9._/]*\z"
    )]
    private static partial Regex Token();

    [GeneratedRegex(@"^(#/(types|resources)/|pulumi\.json#/(Archive|Asset|Any|Json)\z)")]
    private static partial Regex Reference();
}
