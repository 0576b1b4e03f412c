using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Infra.Engine.Json;

namespace Infra.Engine.Workspace.Configuration;

/// <summary>Configuration values as texts and as JSON.</summary>
public static class ConfigText
{
    /// <summary>What a program gets: texts as they are, truth values and numbers as text, lists and maps as JSON.</summary>
    public static string ToText(ConfigValue value, Func<string, string> decrypt) =>
        value switch
        {
            ConfigValue.Null => "",
            ConfigValue.Text text => text.Value,
            ConfigValue.Secure secure => decrypt(secure.Ciphertext),
            ConfigValue.Bool flag => flag.Value ? "true" : "false",
            ConfigValue.Integer integer => integer.Value.ToString(
                System.Globalization.CultureInfo.InvariantCulture
            ),
            ConfigValue.Number number => GoText.Number(number.Value),
            _ => ToJson(value, decrypt),
        };

    /// <summary>The value as JSON.</summary>
    /// <param name="decrypt">Opens secrets; <c>null</c> leaves them as <c>{"secure":"CIPHERTEXT"}</c>.</param>
    public static string ToJson(ConfigValue value, Func<string, string>? decrypt = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, GoJson.Writing()))
        {
            Write(json, value, decrypt);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads JSON; an object whose only name is <c>secure</c> is a secret.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static ConfigValue FromJson(string text)
    {
        using var document = JsonDocument.Parse(text, GoJson.Reading);
        return FromJson(document.RootElement);
    }

    internal static ConfigValue FromJson(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => new ConfigValue.Text(element.GetString() ?? ""),
            JsonValueKind.True => new ConfigValue.Bool(true),
            JsonValueKind.False => new ConfigValue.Bool(false),
            JsonValueKind.Number => element.TryGetInt64(out var integer)
                ? new ConfigValue.Integer(integer)
                : new ConfigValue.Number(element.GetDouble()),
            JsonValueKind.Array => new ConfigValue.List([
                .. element.EnumerateArray().Select(FromJson),
            ]),
            JsonValueKind.Object => FromObject(element),
            _ => new ConfigValue.Null(),
        };

    internal static void Write(
        Utf8JsonWriter json,
        ConfigValue value,
        Func<string, string>? decrypt
    )
    {
        switch (value)
        {
            case ConfigValue.Text text:
                json.WriteStringValue(text.Value);
                break;
            case ConfigValue.Secure secure when decrypt is not null:
                json.WriteStringValue(decrypt(secure.Ciphertext));
                break;
            case ConfigValue.Secure secure:
                json.WriteStartObject();
                json.WriteString("secure", secure.Ciphertext);
                json.WriteEndObject();
                break;
            case ConfigValue.Bool flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case ConfigValue.Integer integer:
                json.WriteNumberValue(integer.Value);
                break;
            case ConfigValue.Number number:
                json.WriteRawValue(GoText.Number(number.Value), skipInputValidation: true);
                break;
            case ConfigValue.List list:
                WriteList(json, list, decrypt);
                break;
            case ConfigValue.Map map:
                WriteMap(json, map, decrypt);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static ConfigValue FromObject(JsonElement element)
    {
        var entries = ImmutableSortedDictionary.CreateBuilder<string, ConfigValue>(
            StringComparer.Ordinal
        );
        foreach (var field in element.EnumerateObject())
        {
            entries[field.Name] = FromJson(field.Value);
        }

        return
            entries.Count == 1
            && entries.TryGetValue("secure", out var secure)
            && secure is ConfigValue.Text text
            ? new ConfigValue.Secure(text.Value)
            : new ConfigValue.Map(entries.ToImmutable());
    }

    private static void WriteList(
        Utf8JsonWriter json,
        ConfigValue.List list,
        Func<string, string>? decrypt
    )
    {
        json.WriteStartArray();
        foreach (var item in list.Items)
        {
            Write(json, item, decrypt);
        }

        json.WriteEndArray();
    }

    private static void WriteMap(
        Utf8JsonWriter json,
        ConfigValue.Map map,
        Func<string, string>? decrypt
    )
    {
        json.WriteStartObject();
        foreach (var (name, entry) in map.Entries)
        {
            json.WritePropertyName(name);
            Write(json, entry, decrypt);
        }

        json.WriteEndObject();
    }
}
