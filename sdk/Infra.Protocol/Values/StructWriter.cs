using Google.Protobuf.WellKnownTypes;
using Infra.Protocol.Naming;

namespace Infra.Protocol.Values;

/// <summary>Encodes the values of one message.</summary>
internal sealed class StructWriter(EncodeOptions options)
{
    private readonly PropertyPosition _position = new();

    public Struct Write(PropertyMap properties)
    {
        var result = new Struct();
        foreach (var (name, property) in properties)
        {
            _position.Enter(name);
            var value = Write(property);
            _position.Leave();
            if (!options.SkipNulls || value.KindCase != Value.KindOneofCase.NullValue)
            {
                result.Fields.Add(name, value);
            }
        }

        return result;
    }

    public Value Write(PropertyValue property)
    {
        _position.Descend();
        var value = property switch
        {
            PropertyValue.Null => Value.ForNull(),
            PropertyValue.Bool b => Value.ForBool(b.Value),
            PropertyValue.Number n => Value.ForNumber(n.Value),
            PropertyValue.String s => Value.ForString(s.Value),
            PropertyValue.Array a => WriteArray(a),
            PropertyValue.Object o => Value.ForStruct(Write(o.Properties)),
            PropertyValue.Secret s => WriteSecret(s),
            PropertyValue.Computed => WriteUnknown(),
            PropertyValue.Output o => WriteOutput(o),
            PropertyValue.ResourceReference r => WriteReference(r),
            PropertyValue.Asset a => WriteAsset(a),
            PropertyValue.Archive a => WriteArchive(a),
            _ => throw new InvalidOperationException($"No encoding for {property.GetType()}."),
        };
        _position.Ascend();
        return value;
    }

    private Value WriteArray(PropertyValue.Array array)
    {
        var list = new ListValue();
        list.Values.Capacity = array.Items.Length;
        for (var i = 0; i < array.Items.Length; i++)
        {
            _position.Enter(i);
            list.Values.Add(Write(array.Items[i]));
            _position.Leave();
        }

        return new Value { ListValue = list };
    }

    private Value WriteSecret(PropertyValue.Secret secret)
    {
        var value = Write(secret.Element);
        return options.KeepSecrets ? Marked(Signatures.Secret, ("value", value)) : value;
    }

    private Value WriteUnknown()
    {
        RequireUnknownsAreTaken();
        return Value.ForString(UnknownSentinels.Written);
    }

    private Value WriteOutput(PropertyValue.Output output)
    {
        if (!options.KeepOutputValues)
        {
            var element = output.Element ?? PropertyValue.Computed.Instance;
            return Write(output.IsSecret ? new PropertyValue.Secret(element) : element);
        }

        if (output.Element is null)
        {
            RequireUnknownsAreTaken();
        }

        var value = output.Element is null ? null : Write(output.Element);
        var secret = output.IsSecret ? Value.ForBool(true) : null;
        var dependencies = output.Dependencies.IsDefaultOrEmpty
            ? null
            : Value.ForList([.. output.Dependencies.Select(Value.ForString)]);
        return Marked(
            Signatures.OutputValue,
            ("value", value),
            ("secret", secret),
            ("dependencies", dependencies)
        );
    }

    private Value WriteReference(PropertyValue.ResourceReference reference)
    {
        if (!options.KeepResources)
        {
            return reference.Id is null ? Value.ForString(reference.Urn) : Write(reference.Id);
        }

        // Engines write an unknown id as an empty text, in updates too.
        var id = reference.Id switch
        {
            null => null,
            PropertyValue.Computed => Value.ForString(""),
            _ => Write(reference.Id),
        };
        var urn = Urn.TryParse(reference.Urn);
        return Marked(
            Signatures.ResourceReference,
            ("urn", Value.ForString(reference.Urn)),
            ("name", Text(urn?.Name)),
            ("type", Text(urn?.Type)),
            ("id", id),
            (
                "packageVersion",
                Text(
                    string.IsNullOrEmpty(reference.PackageVersion) ? null : reference.PackageVersion
                )
            )
        );
    }

    private Value WriteAsset(PropertyValue.Asset asset) =>
        options.ElideAssetContents
            ? Marked(Signatures.Asset, ("hash", Text(asset.Hash)))
            : Marked(
                Signatures.Asset,
                ("text", Text(asset.Text)),
                ("path", Text(asset.Path)),
                ("uri", Text(asset.Uri)),
                ("hash", Text(asset.Hash))
            );

    private Value WriteArchive(PropertyValue.Archive archive) =>
        options.ElideAssetContents
            ? Marked(Signatures.Archive, ("hash", Text(archive.Hash)))
            : Marked(
                Signatures.Archive,
                ("assets", archive.Assets is null ? null : Value.ForStruct(Write(archive.Assets))),
                ("path", Text(archive.Path)),
                ("uri", Text(archive.Uri)),
                ("hash", Text(archive.Hash))
            );

    private void RequireUnknownsAreTaken()
    {
        if (!options.KeepUnknowns)
        {
            throw _position.Error(
                "not known but is needed now; only a preview may have unknown values"
            );
        }
    }

    private static Value? Text(string? text) => text is null ? null : Value.ForString(text);

    private static Value Marked(
        string signature,
        params ReadOnlySpan<(string Name, Value? Value)> fields
    )
    {
        var result = new Struct();
        result.Fields.Add(Signatures.Key, Value.ForString(signature));
        foreach (var (name, value) in fields)
        {
            if (value is not null)
            {
                result.Fields.Add(name, value);
            }
        }

        return Value.ForStruct(result);
    }
}
