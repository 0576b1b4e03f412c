using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Infra.Engine.State.Checkpoints;

/// <summary>The fields of a JSON object, taken out one by one; the rest is unknown to this engine.</summary>
internal sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _fields = new();
    private readonly string _where;

    public JsonFields(JsonElement element, string where)
    {
        _where = where;
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new StateFormatException($"{where} must be an object, not {Kind(element)}");
        }

        foreach (var field in element.EnumerateObject())
        {
            _fields[Guard(() => field.Name)] = field.Value;
        }
    }

    /// <summary>A field's value, or <c>null</c> when it is missing or JSON null.</summary>
    public JsonElement? Take(string name) =>
        _fields.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string name) => Take(name) is { } value ? Text(value, name) : null;

    public bool Flag(string name) =>
        Take(name) is { } value
        && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(name, "true or false", value),
        };

    public double Number(string name) =>
        Take(name) is not { } value ? 0
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number
        : throw Wrong(name, "a number", value);

    public ImmutableArray<string> Texts(string name) =>
        Take(name) is { } value ? [.. Items(value, name).Select(item => Text(item, name))] : [];

    public ImmutableSortedDictionary<string, ImmutableArray<string>> TextsByName(string name)
    {
        var result = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(
            StringComparer.Ordinal
        );
        if (Take(name) is not { } value)
        {
            return result.ToImmutable();
        }

        foreach (var (key, list) in new JsonFields(value, $"{_where}: '{name}'")._fields)
        {
            result[key] =
                list.ValueKind == JsonValueKind.Null
                    ? []
                    : [.. Items(list, name).Select(item => Text(item, name))];
        }

        return result.ToImmutable();
    }

    /// <summary>Everything not taken, as JSON text.</summary>
    public ImmutableSortedDictionary<string, string> Rest() =>
        _fields.ToImmutableSortedDictionary(
            f => f.Key,
            f => OneLine(Guard(f.Value.GetRawText)),
            StringComparer.Ordinal
        );

    /// <summary>JSON text of an indented file on one line, as the journal needs it. Strings hold no raw line breaks, so only layout changes.</summary>
    [return: NotNullIfNotNull(nameof(json))]
    public static string? OneLine(string? json) => json?.Replace('\n', ' ').Replace('\r', ' ');

    public JsonElement.ArrayEnumerator Items(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw Wrong(name, "a list", value);

    public StateFormatException Wrong(string name, string expected, JsonElement value) =>
        new($"{_where}: '{name}' must be {expected}, not {Kind(value)}");

    /// <summary>A string's text; System.Text.Json finds out only now whether it is valid UTF-8 and UTF-16.</summary>
    public static string Guard(Func<string?> read)
    {
        try
        {
            return read() ?? "";
        }
        catch (InvalidOperationException e)
        {
            throw new StateFormatException("a text in it is not valid Unicode", e);
        }
    }

    private string Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String
            ? Guard(value.GetString)
            : throw Wrong(name, "a text", value);

    private static string Kind(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            JsonValueKind.Null => "null",
            _ => "a truth value",
        };
}
