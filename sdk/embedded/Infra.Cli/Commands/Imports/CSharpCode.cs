using System.Collections.Frozen;
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

    /// <summary>The reserved words of C#, from its specification.</summary>
    private static readonly FrozenSet<string> Keywords = (
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event "
        + "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null "
        + "object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string "
        + "struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The statement that declares a resource. Later ones may name its variable.</summary>
    public string Statement(ResourceState resource)
    {
        var statement = Statement(
            resource.Type,
            resource.Urn.Name,
            resource.Inputs,
            resource.Protect
        );
        references?.Declare(resource, statement.Split(' ', 3)[1]);
        return statement;
    }

    /// <summary>The statement that declares a resource.</summary>
    /// <param name="type">The resource's type token.</param>
    /// <param name="name">Its name in the program.</param>
    /// <param name="inputs">Its inputs. Secrets become references to the configuration.</param>
    /// <param name="isProtected">Whether it may not be deleted.</param>
    public string Statement(string type, string name, PropertyMap inputs, bool isProtected)
    {
        var properties = Member(Member(schema, "resources"), type) is { } resource
            ? Member(resource, "inputProperties")
            : null;
        var code = new StringBuilder();
        code.Append(
            CultureInfo.InvariantCulture,
            $"var {Variable(name)} = new {LastPart(type)}({Text(name)}, new()"
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
                code.Append(name ?? PascalCase(input.Key)).Append(" = ");
                AppendValue(
                    code,
                    input.Value,
                    Member(properties, input.Key),
                    $"{path}-{input.Key}",
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
        string path,
        int indent
    )
    {
        var (definition, name) = Definition(type);
        switch (value)
        {
            case PropertyValue.Secret secret:
                code.Append(Secret(secret.Element, path));
                break;
            case PropertyValue.String text:
                code.Append(
                    references?.Find(path[(path.LastIndexOf('-') + 1)..], text.Value)
                        ?? EnumMember(definition, name, text.Value)
                        ?? Text(text.Value)
                );
                break;
            case PropertyValue.Bool flag:
                code.Append(flag.Value ? "true" : "false");
                break;
            case PropertyValue.Number number:
                code.Append(number.Value.ToString("R", CultureInfo.InvariantCulture));
                break;
            case PropertyValue.Array array:
                AppendList(code, array, Member(definition, "items"), path, indent);
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
        string path,
        int indent
    ) =>
        AppendBlock(
            code,
            indent,
            array.Items.Index(),
            item => AppendValue(code, item.Item, type, $"{path}-{item.Index}", indent + Step)
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
                code.Append('[').Append(Text(entry.Key)).Append("] = ");
                AppendValue(code, entry.Value, type, $"{path}-{entry.Key}", indent + Step);
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
            PropertyValue.Bool => $"new Config().RequireSecretBoolean({Text(path)})",
            PropertyValue.Number => $"new Config().RequireSecretInt32({Text(path)})",
            _ => $"new Config().RequireSecret({Text(path)})",
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
                return $"{name}.{PascalCase(member)}";
            }
        }

        return null;
    }

    /// <summary>A free name of a variable: the resource's name in camel case.</summary>
    private string Variable(string name)
    {
        var words = name.Split(
            [.. name.Where(c => !char.IsAsciiLetterOrDigit(c)).Distinct()],
            StringSplitOptions.RemoveEmptyEntries
        );
        var joined = string.Concat(words.Select(PascalCase));
        var variable =
            joined.Length == 0 || char.IsAsciiDigit(joined[0])
                ? $"resource{joined}"
                : char.ToLowerInvariant(joined[0]) + joined[1..];
        var free = variable;
        for (var i = 2; !variables.Add(free); i++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{variable}{i}");
        }

        // A keyword of the language is a name with this mark, and every other name may have it too.
        return Keywords.Contains(free) ? $"@{free}" : free;
    }

    private static string Text(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => literal.Append("\\\""),
                '\\' => literal.Append("\\\\"),
                '\n' => literal.Append("\\n"),
                '\t' => literal.Append("\\t"),
                _ when char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' =>
                    literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => literal.Append(c),
            };
        }

        return literal.Append('"').ToString();
    }

    private static string PascalCase(string name) =>
        name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    private static string LastPart(string token) => token[(token.LastIndexOf(':') + 1)..];

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } value
        && value.TryGetProperty(name, out var member)
            ? member
            : null;
}
