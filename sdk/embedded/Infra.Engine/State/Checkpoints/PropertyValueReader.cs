using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Infra.Engine.Json;
using Infra.Protocol.Values;

namespace Infra.Engine.State.Checkpoints;

/// <summary>Reads property values as a state holds them.</summary>
internal sealed class PropertyValueReader(SecretCiphertexts secrets)
{
    private readonly StringBuilder _place = new();
    private bool _insideSecret;

    /// <summary>Reads a value; <paramref name="place"/> names the resource and field it belongs to.</summary>
    public PropertyValue Read(string place, JsonElement element)
    {
        _place.Clear().Append(place);
        return Read(element);
    }

    /// <summary>Reads an object as named values; <c>null</c> gives none.</summary>
    public PropertyMap ReadMap(string place, JsonElement? element)
    {
        _place.Clear().Append(place);
        return element is not { } value ? PropertyMap.Empty
            : value.ValueKind == JsonValueKind.Object ? ReadProperties(value)
            : throw Wrong("must be an object");
    }

    private PropertyValue Read(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.True => new PropertyValue.Bool(true),
            JsonValueKind.False => new PropertyValue.Bool(false),
            JsonValueKind.Number => ReadNumber(element),
            JsonValueKind.String => ReadString(element),
            JsonValueKind.Array => ReadArray(element),
            JsonValueKind.Object => ReadObject(element),
            _ => PropertyValue.Null.Instance,
        };

    private PropertyValue.Number ReadNumber(JsonElement element) =>
        element.TryGetDouble(out var number) && double.IsFinite(number)
            ? new(number)
            : throw Wrong($"is the number {element.GetRawText()}, which is out of range");

    private static PropertyValue ReadString(JsonElement element)
    {
        var text = JsonFields.Guard(element.GetString);
        return text == UnknownSentinels.Written
            ? PropertyValue.Computed.Instance
            : new PropertyValue.String(LongTexts.Share(text));
    }

    private PropertyValue.Array ReadArray(JsonElement element)
    {
        var items = ImmutableArray.CreateBuilder<PropertyValue>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            var length = _place.Length;
            _place.Append('[').Append(items.Count).Append(']');
            items.Add(Read(item));
            _place.Length = length;
        }

        return new(items.MoveToImmutable());
    }

    private PropertyMap ReadProperties(JsonElement element)
    {
        var values = new List<KeyValuePair<string, PropertyValue>>();
        foreach (var field in element.EnumerateObject())
        {
            var name = JsonFields.Guard(() => field.Name);
            var length = _place.Length;
            _place.Append('/').Append(name);
            values.Add(new(name, Read(field.Value)));
            _place.Length = length;
        }

        return PropertyMap.Create(values);
    }

    private PropertyValue ReadObject(JsonElement element)
    {
        if (!element.TryGetProperty(Signatures.Key, out var signature))
        {
            return new PropertyValue.Object(ReadProperties(element));
        }

        return signature.ValueKind != JsonValueKind.String
            ? throw Wrong("has a signature that is not a text")
            : JsonFields.Guard(signature.GetString) switch
            {
                Signatures.Secret => ReadSecret(element),
                Signatures.Asset => ReadAsset(element),
                Signatures.Archive => ReadArchive(element),
                Signatures.ResourceReference => ReadReference(element),
                Signatures.NonFiniteNumber => ReadBits(element),
                // A state has no kinds for byte strings and output values, so they stay objects.
                Signatures.ByteString or Signatures.OutputValue => new PropertyValue.Object(
                    ReadProperties(element)
                ),
                var other => throw Wrong(
                    $"has the unknown signature '{other}'; a newer engine may have written it"
                ),
            };
    }

    private PropertyValue.Secret ReadSecret(JsonElement element)
    {
        var plaintext = Text(element, "plaintext") is { Length: > 0 } clear ? clear : null;
        var ciphertext = Text(element, "ciphertext") is { Length: > 0 } cipher ? cipher : null;
        if (plaintext is null == ciphertext is null)
        {
            throw Wrong("is a secret and must have either 'ciphertext' or 'plaintext'");
        }

        // Without a plaintext there is a ciphertext.
        var json =
            plaintext
            ?? (_insideSecret ? ciphertext! : secrets.Decrypt(_place.ToString(), ciphertext!));
        try
        {
            using var document = JsonDocument.Parse(json, GoJson.Reading);
            var inner = new PropertyValueReader(secrets) { _insideSecret = true };
            return new(inner.Read(_place.ToString(), document.RootElement));
        }
        catch (JsonException)
        {
            // The exception quotes the secret's text, so it is not passed on.
            throw Wrong("is a secret whose decrypted text is not JSON");
        }
    }

    private PropertyValue.Asset ReadAsset(JsonElement element) =>
        new(
            Text(element, "text"),
            Text(element, "path"),
            Text(element, "uri"),
            Text(element, "hash")
        );

    private PropertyValue.Archive ReadArchive(JsonElement element)
    {
        var assets =
            !element.TryGetProperty("assets", out var map) || map.ValueKind == JsonValueKind.Null
                ? null
            : map.ValueKind == JsonValueKind.Object ? ReadProperties(map)
            : throw Wrong("is an archive whose 'assets' is not an object");
        return new(assets, Text(element, "path"), Text(element, "uri"), Text(element, "hash"));
    }

    private PropertyValue.ResourceReference ReadReference(JsonElement element)
    {
        var urn = Text(element, "urn") ?? throw Wrong("is a resource reference without 'urn'");
        PropertyValue? id = Text(element, "id") switch
        {
            null => null,
            "" or UnknownSentinels.Written => PropertyValue.Computed.Instance,
            var text => new PropertyValue.String(text),
        };
        return new(urn, id, Text(element, "packageVersion") ?? "");
    }

    private PropertyValue.Number ReadBits(JsonElement element) =>
        Text(element, "value") is { Length: 16 } hex
        && ulong.TryParse(
            hex,
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var bits
        )
            ? new(BitConverter.UInt64BitsToDouble(bits))
            : throw Wrong("is a number given by bits and needs a 'value' of 16 hexadecimal digits");

    private string? Text(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? JsonFields.Guard(value.GetString)
        : throw Wrong($"has a '{name}' that is not a text");

    private StateFormatException Wrong(string what) => new($"the value at {_place} {what}");
}
