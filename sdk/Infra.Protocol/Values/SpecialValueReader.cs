using System.Buffers.Binary;
using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace Infra.Protocol.Values;

/// <summary>Reads objects whose signature makes them values of other kinds.</summary>
internal sealed class SpecialValueReader(
    StructReader reader,
    PropertyPosition position,
    DecodeOptions options
)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public PropertyValue Read(Value signature, SpecialValueFields fields) =>
        signature.KindCase != Value.KindOneofCase.StringValue
            ? throw position.Error("an object with a signature that is not a text")
            : signature.StringValue switch
            {
                Signatures.Secret => ReadSecret(fields),
                Signatures.Asset => ReadAsset(fields),
                Signatures.Archive => ReadArchive(fields),
                Signatures.ResourceReference => ReadReference(fields),
                Signatures.OutputValue => ReadOutput(fields),
                Signatures.ByteString => ReadByteString(fields),
                Signatures.NonFiniteNumber => ReadNonFinite(fields),
                var other => throw position.Error(
                    $"an object with the unrecognized signature '{Shorten(other)}'; the sender may be newer than this version"
                ),
            };

    private PropertyValue ReadSecret(SpecialValueFields fields)
    {
        var value = fields.FindNullable("value");
        if (value is null)
        {
            throw fields.Malformed("secret", "'value' is missing");
        }

        var element = reader.Read(value);
        return options.KeepSecrets ? new PropertyValue.Secret(element) : element;
    }

    private static PropertyValue.Asset ReadAsset(SpecialValueFields fields)
    {
        const string Kind = "asset";
        var text = fields.Text(Kind, "text");
        var path = fields.FilledText(Kind, "path");
        var uri = fields.FilledText(Kind, "uri");
        if (text is "" && (path is not null || uri is not null))
        {
            text = null;
        }

        RequireOneSource(fields, Kind, text, path, uri);
        return new PropertyValue.Asset(text, path, uri, fields.FilledText(Kind, "hash"));
    }

    private PropertyValue.Archive ReadArchive(SpecialValueFields fields)
    {
        const string Kind = "archive";
        var path = fields.FilledText(Kind, "path");
        var uri = fields.FilledText(Kind, "uri");
        var hash = fields.FilledText(Kind, "hash");
        var assets = fields.Find("assets") is { } members ? ReadMembers(fields, members) : null;
        if (assets is { Count: 0 } && (path is not null || uri is not null))
        {
            assets = null;
        }

        RequireOneSource(fields, Kind, assets, path, uri);
        // An archive without files is marshalled as an empty object.
        return path is null && uri is null && hash is null
            ? new PropertyValue.Archive(assets ?? PropertyMap.Empty, null, null, null)
            : new PropertyValue.Archive(assets, path, uri, hash);
    }

    private PropertyMap ReadMembers(SpecialValueFields fields, Value members)
    {
        if (members.KindCase != Value.KindOneofCase.StructValue)
        {
            throw fields.Malformed("archive", "'assets' is not an object");
        }

        var result = members.StructValue.Fields.Select(member =>
            KeyValuePair.Create(
                member.Key,
                reader.ReadAt(member.Key, member.Value) switch
                {
                    PropertyValue.Asset asset => asset,
                    PropertyValue.Archive archive => (PropertyValue)archive,
                    _ => throw fields.Malformed(
                        "archive",
                        $"its member '{member.Key}' is neither an asset nor an archive"
                    ),
                }
            )
        );
        return PropertyMap.Create(result);
    }

    private PropertyValue ReadReference(SpecialValueFields fields)
    {
        const string Kind = "resource reference";
        var urn = fields.Text(Kind, "urn") ?? throw fields.Malformed(Kind, "'urn' is missing");
        var version = fields.Text(Kind, "packageVersion") ?? "";
        var id = fields.Find("id") is { } field ? ReadId(fields, field) : null;
        if (options.KeepResources)
        {
            return new PropertyValue.ResourceReference(urn, id, version);
        }

        return id is PropertyValue.Computed
            ? reader.Unknown()
            : id ?? new PropertyValue.String(urn);
    }

    private PropertyValue ReadId(SpecialValueFields fields, Value id)
    {
        if (id.KindCase == Value.KindOneofCase.StringValue)
        {
            return id.StringValue.Length == 0 || UnknownSentinels.Contains(id.StringValue)
                ? PropertyValue.Computed.Instance
                : new PropertyValue.String(id.StringValue);
        }

        // Programs that send output values wrap the id too.
        return reader.ReadAt("id", id).Unwrap() switch
        {
            PropertyValue.String text => text,
            PropertyValue.Computed unknown => unknown,
            _ => throw fields.Malformed("resource reference", "'id' is not a text"),
        };
    }

    private PropertyValue ReadOutput(SpecialValueFields fields)
    {
        const string Kind = "output value";
        var field = fields.FindNullable("value");
        var element = field is null ? null : reader.Read(field);
        var secret = fields.Flag(Kind, "secret");
        var dependencies = fields.Texts(Kind, "dependencies");
        if (options.KeepOutputValues && (element is not null || !options.RejectUnknowns))
        {
            return new PropertyValue.Output(element, secret, dependencies);
        }

        element ??= reader.Unknown();
        return secret && options.KeepSecrets ? new PropertyValue.Secret(element) : element;
    }

    private static PropertyValue.String ReadByteString(SpecialValueFields fields)
    {
        const string Kind = "byte string";
        var text = fields.Text(Kind, "value") ?? throw fields.Malformed(Kind, "'value' is missing");
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            throw fields.Malformed(Kind, "'value' is not base64");
        }

        try
        {
            return new PropertyValue.String(StrictUtf8.GetString(bytes, 0, length));
        }
        catch (DecoderFallbackException)
        {
            throw fields.Malformed(
                Kind,
                "its bytes are not UTF-8, which this receiver does not accept"
            );
        }
    }

    private static PropertyValue.Number ReadNonFinite(SpecialValueFields fields)
    {
        const string Kind = "number";
        return
            fields.Text(Kind, "value") is { Length: 16 } digits && digits.All(char.IsAsciiHexDigit)
            ? new PropertyValue.Number(
                BinaryPrimitives.ReadDoubleBigEndian(Convert.FromHexString(digits))
            )
            : throw fields.Malformed(Kind, "'value' must be 16 hexadecimal digits");
    }

    private static void RequireOneSource(
        SpecialValueFields fields,
        string kind,
        params ReadOnlySpan<object?> sources
    )
    {
        var given = 0;
        foreach (var source in sources)
        {
            given += source is null ? 0 : 1;
        }

        if (given > 1)
        {
            throw fields.Malformed(kind, "it has more than one source");
        }
    }

    private static string Shorten(string text) => text.Length <= 64 ? text : $"{text[..64]}…";
}
