using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using NUnit.Framework.Constraints;
using Pulumi;

namespace Infra.NixHost.Provider.Tests.Rpc;

/// <summary>The C# classes have what the schema has: names, types, and what is required. <see cref="GeneratedLibraryTests"/> has the words.</summary>
internal sealed class SdkMatchesSchemaTests
{
    private static readonly Assembly Sdk = typeof(Infra.NixHost.NixGuest).Assembly;
    private static readonly JsonNode Schema = JsonNode.Parse(Package.Schema())!;

    private static IEnumerable<string> Resources =>
        Schema["resources"]!.AsObject().Select(r => Name(r.Key));
    private static IEnumerable<string> Functions =>
        Schema["functions"]!.AsObject().Select(f => Name(f.Key));

    /// <summary>The structures of inputs have a class for arguments, those of outputs one for results.</summary>
    private static IEnumerable<string> Structures =>
        Types("object").Intersect(Resources.SelectMany(r => TypesIn(Of(r, "inputProperties"))));
    private static IEnumerable<string> Returned =>
        Types("object")
            .Intersect(
                Resources
                    .Select(r => Of(r, "properties"))
                    .Concat(Functions.Select(OutputsOf))
                    .SelectMany(TypesIn)
            );
    private static IEnumerable<string> Choices => Types("string");

    [TestCaseSource(nameof(Resources))]
    public void Inputs_match(string resource) =>
        AssertInputs(
            Type($"{resource}Args"),
            Schema["resources"]![$"nixhost:index:{resource}"]!,
            "inputProperties",
            "requiredInputs"
        );

    [Test]
    public void The_configuration_of_a_provider_matches() =>
        AssertInputs(
            Type("ProviderArgs"),
            Schema["provider"]!,
            "inputProperties",
            "requiredInputs"
        );

    /// <summary>A component is no object of the host.</summary>
    private static IEnumerable<string> Readable =>
        Resources.Where(r => Schema["resources"]![$"nixhost:index:{r}"]!["isComponent"] is null);

    [TestCaseSource(nameof(Readable))]
    public void Each_resource_can_be_read(string resource)
    {
        var get = Type(resource)
            .GetMethod(
                "Get",
                [typeof(string), typeof(Input<string>), typeof(CustomResourceOptions)]
            );

        Assert.That(get?.ReturnType, Is.EqualTo(Type(resource)));
    }

    [TestCaseSource(nameof(Structures))]
    public void Structures_match(string structure) =>
        AssertInputs(
            Type($"{structure}Args"),
            Schema["types"]![$"nixhost:index:{structure}"]!,
            "properties",
            "required"
        );

    [TestCaseSource(nameof(Resources))]
    public void Outputs_match(string resource)
    {
        var type = Type(resource);
        var properties = Of(resource, "properties");
        var required = Schema["resources"]![$"nixhost:index:{resource}"]!["required"]!
            .AsArray()
            .Select(n => n!.GetValue<string>())
            .ToHashSet(StringComparer.Ordinal);
        var members = type.GetProperties()
            .Where(p =>
                p.GetCustomAttribute<OutputAttribute>() is not null && p.DeclaringType == type
            )
            .ToList();

        Assert.That(
            members.Select(p => p.GetCustomAttribute<OutputAttribute>()!.Name),
            Is.EquivalentTo(properties.Select(p => p.Key))
        );
        foreach (var member in members)
        {
            var property = properties[member.GetCustomAttribute<OutputAttribute>()!.Name!]!;
            Assert.That(
                TypeName(member.PropertyType.GenericTypeArguments[0]),
                IsType(property),
                member.Name
            );
            Assert.That(
                MayBeMissing(member),
                Is.EqualTo(!required.Contains(member.GetCustomAttribute<OutputAttribute>()!.Name!)),
                member.Name
            );
        }
    }

    [TestCaseSource(nameof(Functions))]
    public void Results_match(string function) =>
        AssertResult(Type($"{Pascal(function)}Result"), OutputsOf(function));

    [TestCaseSource(nameof(Returned))]
    public void Returned_structures_match(string structure) =>
        AssertResult(
            Type($"Outputs.{structure}"),
            Schema["types"]![$"nixhost:index:{structure}"]!["properties"]!.AsObject()
        );

    [TestCaseSource(nameof(Choices))]
    public void Choices_match(string choice)
    {
        var type = Type(choice);
        var expected = Schema["types"]![$"nixhost:index:{choice}"]!["enum"]!
            .AsArray()
            .Select(v => $"{v!["name"]}={v["value"]}");

        // What must be known when the program runs is a plain enumeration.
        var actual = type.IsEnum
            ? Enum.GetNames(type).Select(n => $"{n}={Camel(n)}")
            : type.GetProperties(BindingFlags.Static | BindingFlags.Public)
                .Select(p => $"{p.Name}={p.GetValue(null)}");

        Assert.That(actual, Is.EqualTo(expected));
    }

    [Test]
    public void Every_public_class_is_in_the_schema() =>
        Assert.That(
            Sdk.GetExportedTypes().Select(t => t.Name),
            Is.EquivalentTo(
                Resources
                    .SelectMany(r => new[] { r, $"{r}Args" })
                    .Concat(Structures.Select(s => $"{s}Args"))
                    .Concat(Choices)
                    .Concat(
                        Functions.SelectMany(f =>
                            new[] { Pascal(f), $"{Pascal(f)}InvokeArgs", $"{Pascal(f)}Result" }
                        )
                    )
                    .Concat(Returned)
                    .Concat(["Provider", "ProviderArgs", "Size", "InputOrText`1"])
            )
        );

    private static bool MayBeMissing(PropertyInfo output) =>
        new NullabilityInfoContext().Create(output).GenericTypeArguments[0].ReadState
        == NullabilityState.Nullable;

    private static JsonObject Of(string resource, string properties) =>
        Schema["resources"]![$"nixhost:index:{resource}"]![properties]!.AsObject();

    private static IEnumerable<string> TypesIn(JsonObject properties) =>
        properties
            .Select(p => p.Value!["$ref"] ?? p.Value["items"]?["$ref"])
            .OfType<JsonNode>()
            .Select(r => Name(r.GetValue<string>()));

    private static JsonObject OutputsOf(string function) =>
        Schema["functions"]![$"nixhost:index:{function}"]!["outputs"]!["properties"]!.AsObject();

    private static void AssertResult(Type type, JsonObject properties)
    {
        var members = type.GetProperties();
        Assert.That(
            members.Select(p => p.Name),
            Is.EquivalentTo(properties.Select(p => Pascal(p.Key)))
        );
        foreach (var (name, property) in properties)
        {
            var member = members.Single(m => m.Name == Pascal(name));
            Assert.That(TypeName(member.PropertyType), IsType(property!), name);
        }
    }

    private static void AssertInputs(
        Type type,
        JsonNode schema,
        string propertiesKey,
        string requiredKey
    )
    {
        var properties = schema[propertiesKey]!.AsObject();
        var required = (schema[requiredKey]?.AsArray() ?? [])
            .Select(n => n!.GetValue<string>())
            .ToHashSet(StringComparer.Ordinal);
        var inputs = type.GetMembers(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
            )
            .Select(m =>
                (
                    Member: m,
                    Input: m.CustomAttributes.FirstOrDefault(a =>
                        a.AttributeType == typeof(InputAttribute)
                    )
                )
            )
            .Where(m => m.Input is not null)
            .ToDictionary(
                m => (string)m.Input!.ConstructorArguments[0].Value!,
                m => m,
                StringComparer.Ordinal
            );

        Assert.That(inputs.Keys, Is.EquivalentTo(properties.Select(p => p.Key)));
        foreach (var (name, schemaOf) in properties)
        {
            var (_, input) = inputs[name];
            var member = type.GetProperty(NameInCsharp(name, schemaOf!));
            Assert.That(InputTypeName(member!.PropertyType), IsType(schemaOf!), name);
            Assert.That(
                (bool)input!.ConstructorArguments[1].Value!,
                Is.EqualTo(required.Contains(name)),
                name
            );
        }
    }

    private static string InputTypeName(Type type)
    {
        if (!type.IsGenericType)
        {
            return TypeName(type);
        }

        var element = type.GenericTypeArguments[0];
        return type.Name switch
        {
            "InputList`1" => $"list of {TypeName(element)}",
            "InputMap`1" => $"map of {TypeName(element)}",
            "InputOrText`1" when element == typeof(TimeSpan) => "string",
            _ => TypeName(element),
        };
    }

    private static string TypeName(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            ? $"list of {TypeName(type.GenericTypeArguments[0])}"
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>)
            ? $"map of {TypeName(type.GenericTypeArguments[1])}"
        : (Nullable.GetUnderlyingType(type) ?? type).Name switch
        {
            "String" => "string",
            "Boolean" => "boolean",
            "Int32" => "integer",
            "Double" => "number",
            var name => name.EndsWith("Args", StringComparison.Ordinal) ? name[..^4] : name,
        };

    /// <summary>What counts bytes is a size in C#, whether it is a number or a text on the wire.</summary>
    private static IResolveConstraint IsType(JsonNode property) =>
        TypeName(property) is "string" or "number"
        && Words(property).Contains(" bytes", StringComparison.Ordinal)
            ? Is.EqualTo("Size").Or.EqualTo(TypeName(property))
            : Is.EqualTo(TypeName(property));

    private static string TypeName(JsonNode property) =>
        property["$ref"] is { } reference
            ? Name(reference.GetValue<string>())
            : property["type"]!.GetValue<string>() switch
            {
                "array" => $"list of {TypeName(property["items"]!)}",
                "string" when property["oneOf"] is JsonArray either => either
                    .Select(t => TypeName(t!))
                    .Last(name => name != "number"),
                "object" => $"map of {TypeName(property["additionalProperties"]!)}",
                var name => name,
            };

    private static IEnumerable<string> Types(string kind) =>
        Schema["types"]!
            .AsObject()
            .Where(t => t.Value!["type"]!.GetValue<string>() == kind)
            .Select(t => Name(t.Key));

    private static Type Type(string name) =>
        Sdk.GetType($"Infra.NixHost.{name}")
        ?? throw new AssertionException($"The SDK has no class {name}.");

    private static string Name(string token) => token[(token.LastIndexOf(':') + 1)..];

    private static string NameInCsharp(string name, JsonNode property) =>
        property["language"]?["csharp"]?["name"]?.GetValue<string>() ?? Pascal(name);

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Words(JsonNode node) => node["description"]!.GetValue<string>();
}
