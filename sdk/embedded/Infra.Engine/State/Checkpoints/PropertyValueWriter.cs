using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Infra.Engine.Json;
using Infra.Protocol.Values;

namespace Infra.Engine.State.Checkpoints;

/// <summary>Writes property values as a state holds them.</summary>
/// <param name="secrets">Encrypts secrets; <c>null</c> writes their texts in clear, as <c>--show-secrets</c> asks.</param>
internal sealed class PropertyValueWriter(Utf8JsonWriter json, SecretCiphertexts? secrets)
{
    /// <summary>Longer texts are written in pieces of that many characters.</summary>
    private const int Long = 64 * 1024;

    /// <summary>How much room the writer asks for at the end of a long text, and mostly leaves.</summary>
    private const int Asked = 4 * Long;
    private readonly StringBuilder _place = new();
    private bool _insideSecret;

    /// <summary>Whether a value was seen that only engines with the feature <c>byteString</c> can read.</summary>
    public bool SawByteString { get; private set; }

    /// <summary>Writes a value; <paramref name="place"/> names the resource and field it belongs to.</summary>
    public void Write(string place, PropertyValue value)
    {
        _place.Clear().Append(place);
        Write(value);
    }

    /// <summary>Writes named values as one object.</summary>
    public void Write(string place, PropertyMap values)
    {
        _place.Clear().Append(place);
        WriteObject(values);
    }

    private void Write(PropertyValue value)
    {
        switch (value)
        {
            case PropertyValue.Null:
                json.WriteNullValue();
                break;
            case PropertyValue.Bool b:
                json.WriteBooleanValue(b.Value);
                break;
            case PropertyValue.Number n:
                WriteNumber(n.Value);
                break;
            case PropertyValue.String s:
                WriteText(s.Value);
                break;
            case PropertyValue.Array a:
                WriteArray(a);
                break;
            case PropertyValue.Object o:
                WriteObject(o.Properties);
                break;
            case PropertyValue.Secret s:
                WriteSecret(s);
                break;
            case PropertyValue.Output o:
                WriteOutput(o);
                break;
            case PropertyValue.ResourceReference r:
                WriteReference(r);
                break;
            case PropertyValue.Asset a:
                WriteAsset(a);
                break;
            case PropertyValue.Archive a:
                WriteArchive(a);
                break;
            default:
                json.WriteStringValue(UnknownSentinels.Written);
                break;
        }
    }

    // For a text as a whole the writer asks for three times as much room as it has characters.
    private void WriteText(string value)
    {
        var rest = value.AsSpan();
        while (rest.Length > Long)
        {
            var length = char.IsHighSurrogate(rest[Long - 1]) ? Long - 1 : Long;
            json.WriteStringValueSegment(rest[..length], isFinalSegment: false);
            rest = rest[length..];
        }

        if (value.Length > Long)
        {
            json.WriteStringValueSegment(rest, isFinalSegment: true);
        }
        else
        {
            json.WriteStringValue(value);
        }
    }

    /// <summary>How much room the long texts among values take at least.</summary>
    public static long LongTexts(PropertyMap values) => values.Values.Sum(LongTexts);

    private static long LongTexts(PropertyValue value) =>
        value switch
        {
            PropertyValue.String { Value.Length: > Long and var length } => length + Asked,
            PropertyValue.Array array => array.Items.Sum(LongTexts),
            PropertyValue.Object map => LongTexts(map.Properties),
            _ => 0,
        };

    private void WriteNumber(double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteRawValue(GoText.Number(value), skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        json.WriteString(Signatures.Key, Signatures.NonFiniteNumber);
        json.WriteString(
            "value",
            BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture)
        );
        json.WriteEndObject();
    }

    private void WriteArray(PropertyValue.Array array)
    {
        json.WriteStartArray();
        for (var i = 0; i < array.Items.Length; i++)
        {
            var length = _place.Length;
            _place.Append('[').Append(i).Append(']');
            Write(array.Items[i]);
            _place.Length = length;
        }

        json.WriteEndArray();
    }

    private void WriteObject(PropertyMap values)
    {
        json.WriteStartObject();
        foreach (var (name, value) in values)
        {
            SawByteString |=
                name == Signatures.Key
                && value is PropertyValue.String { Value: Signatures.ByteString };
            json.WritePropertyName(name);
            var length = _place.Length;
            _place.Append('/').Append(name);
            Write(value);
            _place.Length = length;
        }

        json.WriteEndObject();
    }

    private void WriteSecret(PropertyValue.Secret secret)
    {
        var plaintext = Plaintext(secret.Element);
        json.WriteStartObject();
        json.WriteString(Signatures.Key, Signatures.Secret);
        if (secrets is null)
        {
            json.WriteString("plaintext", plaintext);
        }
        else
        {
            json.WriteString(
                "ciphertext",
                _insideSecret ? plaintext : secrets.Encrypt(_place.ToString(), plaintext)
            );
        }

        json.WriteEndObject();
    }

    /// <summary>A secret's JSON. Secrets inside it are marked but not encrypted again: the outer ciphertext covers them.</summary>
    private string Plaintext(PropertyValue element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var inner = new Utf8JsonWriter(buffer, GoJson.Writing()))
        {
            var writer = new PropertyValueWriter(inner, secrets) { _insideSecret = true };
            writer.Write(_place.ToString(), element);
            SawByteString |= writer.SawByteString;
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteOutput(PropertyValue.Output output)
    {
        var element = output.Element ?? PropertyValue.Computed.Instance;
        Write(output.IsSecret ? new PropertyValue.Secret(element) : element);
    }

    private void WriteReference(PropertyValue.ResourceReference reference)
    {
        json.WriteStartObject();
        json.WriteString(Signatures.Key, Signatures.ResourceReference);
        if (reference.Id is { } id)
        {
            json.WriteString(
                "id",
                id is PropertyValue.String text ? text.Value : UnknownSentinels.Written
            );
        }

        json.WriteString("packageVersion", reference.PackageVersion);
        json.WriteString("urn", reference.Urn);
        json.WriteEndObject();
    }

    private void WriteAsset(PropertyValue.Asset asset)
    {
        json.WriteStartObject();
        json.WriteString(Signatures.Key, Signatures.Asset);
        WriteIfAny("hash", asset.Hash);
        WriteIfAny("path", asset.Path);
        WriteIfAny("text", asset.Text);
        WriteIfAny("uri", asset.Uri);
        json.WriteEndObject();
    }

    private void WriteArchive(PropertyValue.Archive archive)
    {
        json.WriteStartObject();
        json.WriteString(Signatures.Key, Signatures.Archive);
        if (archive.Assets is { } assets)
        {
            json.WritePropertyName("assets");
            WriteObject(assets);
        }

        WriteIfAny("hash", archive.Hash);
        WriteIfAny("path", archive.Path);
        WriteIfAny("uri", archive.Uri);
        json.WriteEndObject();
    }

    private void WriteIfAny(string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
