using System.Globalization;
using System.Text;
using System.Text.Json;
using Infra.Engine.State;
using Infra.Protocol.Values;

namespace Infra.Cli.Commands.Imports;

/// <summary>Writes resources as statements of a C# program, in the classes that a package's schema describes.</summary>
/// <param name="schema">The schema of the package, in Pulumi's package format.</param>
/// <param name="variables">The names of variables that are taken; it grows with each statement.</param>
/// <param name="references">Which inputs name another resource; <c>null</c> for none.</param>
/// <remarks>
/// Names are those of Pulumi's C# generator: <c>web-1</c> becomes <c>web1</c>, and the input <c>maxMemory</c> the property <c>MaxMemory</c>.
/// What has its default is left out.
/// </remarks>
internal sealed class CSharpCode(
    JsonElement schema,
    ISet<string> variables,
    ImportedReferences? references = null
)
{
    private const int Step = 4;
    private const string TypePrefix = "#/types/";

    /// <summary>The statement that declares a resource. Later ones may name its variable.</summary>
    public string Statement(ResourceState resource)
    {
        var name = resource.Urn.Name;
        var variable = CSharpWords.Variable(name, variables);
        var statement = Statement(
            variable,
            (resource.Type, name),
            resource.Inputs,
            resource.Protect
        );
        references?.Declare(resource, variable);
        return statement;
    }

    /// <summary>The statement that declares a resource.</summary>
    /// <param name="type">The resource's type token.</param>
    /// <param name="name">Its name in the program.</param>
    /// <param name="inputs">Its inputs. Secrets become references to the configuration.</param>
    /// <param name="isProtected">Whether it may not be deleted.</param>
    public string Statement(string type, string name, PropertyMap inputs, bool isProtected) =>
        Statement(CSharpWords.Variable(name, variables), (type, name), inputs, isProtected);

    private string Statement(
        string variable,
        (string Type, string Name) resource,
        PropertyMap inputs,
        bool isProtected
    )
    {
        var (type, name) = resource;
        var properties = Member(Member(Member(schema, "resources"), type), "inputProperties");
        var code = new StringBuilder();
        code.Append(
            CultureInfo.InvariantCulture,
            $"var {variable} = new {LastPart(type)}({CSharpWords.Literal(name)}, new()"
        );
        AppendInitializer(code, inputs, properties, name, 0);
        code.Append(isProtected ? ", new() { Protect = true });" : ");");
        return code.ToString().Replace(" \n", "\n", StringComparison.Ordinal);
    }

    private void AppendInitializer(
        StringBuilder code,
        PropertyMap inputs,
        JsonElement? properties,
        string path,
        int indent
    ) =>
        AppendBlock(
            code,
            indent,
            inputs.Where(input => IsWritten(input.Key, input.Value, properties)),
            input =>
            {
                var language = Member(Member(properties, input.Key), "language");
                var name = Member(Member(language, "csharp"), "name")?.GetString();
                code.Append(name ?? CSharpWords.PascalCase(input.Key)).Append(" = ");
                AppendValue(
                    code,
                    input.Value,
                    Member(properties, input.Key),
                    (input.Key, $"{path}-{input.Key}"),
                    indent + Step
                );
            }
        );

    /// <summary>Whether a program has to give an input. Providers keep notes of their own among them, in names that no program can give.</summary>
    private static bool IsWritten(string name, PropertyValue value, JsonElement? properties) =>
        !name.StartsWith("__", StringComparison.Ordinal)
        && value is not (PropertyValue.Null or PropertyValue.Array { Items.IsEmpty: true })
        && !IsDefault(value, Member(Member(properties, name), "default"));

    private static void AppendBlock<T>(
        StringBuilder code,
        int indent,
        IEnumerable<T> items,
        Action<T> append
    )
    {
        code.Append('\n').Append(' ', indent).Append("{\n");
        foreach (var item in items)
        {
            code.Append(' ', indent + Step);
            append(item);
            code.Append(",\n");
        }

        code.Append(' ', indent).Append('}');
    }

    private void AppendValue(
        StringBuilder code,
        PropertyValue value,
        JsonElement? type,
        (string Input, string Path) place,
        int indent
    )
    {
        var (input, path) = place;
        var (definition, name) = Definition(type);
        switch (value)
        {
            case PropertyValue.Secret secret:
                code.Append(Secret(secret.Element, path));
                break;
            case PropertyValue.String text:
                code.Append(
                    references?.Find(input, text.Value)
                        ?? EnumMember(definition, name, text.Value)
                        ?? CSharpWords.Literal(text.Value)
                );
                break;
            case PropertyValue.Bool flag:
                code.Append(flag.Value ? "true" : "false");
                break;
            case PropertyValue.Number number:
                code.Append(number.Value.ToString("R", CultureInfo.InvariantCulture));
                break;
            case PropertyValue.Array array:
                AppendList(code, array, Member(definition, "items"), place, indent);
                break;
            case PropertyValue.Object { Properties: var fields } when name is not null:
                code.Append(CultureInfo.InvariantCulture, $"new {name}Args");
                AppendInitializer(code, fields, Member(definition, "properties"), path, indent);
                break;
            case PropertyValue.Object { Properties: var entries }:
                AppendMap(code, entries, Member(definition, "additionalProperties"), path, indent);
                break;
            default:
                code.Append(
                    CultureInfo.InvariantCulture,
                    $"default! /* {path}: a value of another kind */"
                );
                break;
        }
    }

    private void AppendList(
        StringBuilder code,
        PropertyValue.Array array,
        JsonElement? type,
        (string Input, string Path) place,
        int indent
    ) =>
        AppendBlock(
            code,
            indent,
            array.Items.Index(),
            item =>
                AppendValue(
                    code,
                    item.Item,
                    type,
                    place with
                    {
                        Path = $"{place.Path}-{item.Index}",
                    },
                    indent + Step
                )
        );

    private void AppendMap(
        StringBuilder code,
        PropertyMap entries,
        JsonElement? type,
        string path,
        int indent
    ) =>
        AppendBlock(
            code,
            indent,
            entries,
            entry =>
            {
                code.Append('[').Append(CSharpWords.Literal(entry.Key)).Append("] = ");
                AppendValue(
                    code,
                    entry.Value,
                    type,
                    (entry.Key, $"{path}-{entry.Key}"),
                    indent + Step
                );
            }
        );

    private static bool IsDefault(PropertyValue value, JsonElement? given) =>
        given is { } known
        && value switch
        {
            PropertyValue.String text => known.ValueKind == JsonValueKind.String
                && known.ValueEquals(text.Value),
            PropertyValue.Bool flag => known.ValueKind
                == (flag.Value ? JsonValueKind.True : JsonValueKind.False),
            PropertyValue.Number number => known.ValueKind == JsonValueKind.Number
                && known.GetDouble().Equals(number.Value),
            _ => false,
        };

    /// <summary>A secret never appears in code: the program takes it from its configuration, where the person sets it.</summary>
    private static string Secret(PropertyValue value, string path) =>
        value switch
        {
            PropertyValue.Bool => $"new Config().RequireSecretBoolean({CSharpWords.Literal(path)})",
            PropertyValue.Number => $"new Config().RequireSecretInt32({CSharpWords.Literal(path)})",
            _ => $"new Config().RequireSecret({CSharpWords.Literal(path)})",
        };

    /// <summary>What a type refers to, and the name of the class; the type itself, without a name, when it refers to nothing.</summary>
    private (JsonElement? Definition, string? Name) Definition(JsonElement? type) =>
        Member(type, "$ref") is { ValueKind: JsonValueKind.String } reference
        && reference.GetString() is { } text
        && text.StartsWith(TypePrefix, StringComparison.Ordinal)
            ? (
                Member(Member(schema, "types"), text[TypePrefix.Length..]),
                LastPart(text[TypePrefix.Length..])
            )
            : (type, null);

    private static string? EnumMember(JsonElement? definition, string? name, string value)
    {
        if (Member(definition, "enum") is not { ValueKind: JsonValueKind.Array } values)
        {
            return null;
        }

        foreach (var entry in values.EnumerateArray())
        {
            if (
                Member(entry, "value") is { ValueKind: JsonValueKind.String } known
                && known.ValueEquals(value)
            )
            {
                var member = Member(entry, "name")?.GetString() ?? value;
                return $"{name}.{CSharpWords.PascalCase(member)}";
            }
        }

        return null;
    }

    private static string LastPart(string token) => token[(token.LastIndexOf(':') + 1)..];

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } value
        && value.TryGetProperty(name, out var member)
            ? member
            : null;
}
