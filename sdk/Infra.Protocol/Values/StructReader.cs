using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace Infra.Protocol.Values;

/// <summary>Decodes the values of one message.</summary>
internal sealed class StructReader
{
    private readonly DecodeOptions _options;
    private readonly PropertyPosition _position = new();
    private readonly SpecialValueReader _marked;

    public StructReader(DecodeOptions options)
    {
        _options = options;
        _marked = new SpecialValueReader(this, _position, options);
    }

    public PropertyMap Read(Struct properties)
    {
        var result = new List<KeyValuePair<string, PropertyValue>>(properties.Fields.Count);
        foreach (var (name, value) in properties.Fields)
        {
            if (_options.SkipInternalKeys && name.StartsWith("__", StringComparison.Ordinal))
            {
                continue;
            }

            var property = ReadAt(name, value);
            if (!_options.SkipNulls || property is not PropertyValue.Null)
            {
                result.Add(KeyValuePair.Create(name, property));
            }
        }

        return PropertyMap.Create(result);
    }

    public PropertyValue Read(Value value)
    {
        _position.Descend();
        var property = value.KindCase switch
        {
            Value.KindOneofCase.BoolValue => new PropertyValue.Bool(value.BoolValue),
            Value.KindOneofCase.NumberValue => new PropertyValue.Number(value.NumberValue),
            Value.KindOneofCase.StringValue => ReadText(value.StringValue),
            Value.KindOneofCase.ListValue => ReadList(value.ListValue),
            Value.KindOneofCase.StructValue => ReadStruct(value.StructValue),
            // Some clients send a value without a kind for a missing one.
            _ => PropertyValue.Null.Instance,
        };
        _position.Ascend();
        return property;
    }

    public PropertyValue ReadAt(string name, Value value)
    {
        _position.Enter(name);
        var property = Read(value);
        _position.Leave();
        return property;
    }

    public PropertyValue Unknown() =>
        _options.RejectUnknowns
            ? throw _position.Error(
                "not known although the operation has finished; its provider must return every value"
            )
            : PropertyValue.Computed.Instance;

    private PropertyValue ReadText(string text) =>
        UnknownSentinels.Contains(text)
            ? Unknown()
            : new PropertyValue.String(LongTexts.Share(text));

    private PropertyValue.Array ReadList(ListValue list)
    {
        var items = ImmutableArray.CreateBuilder<PropertyValue>(list.Values.Count);
        for (var i = 0; i < list.Values.Count; i++)
        {
            _position.Enter(i);
            items.Add(Read(list.Values[i]));
            _position.Leave();
        }

        return new PropertyValue.Array(items.MoveToImmutable());
    }

    private PropertyValue ReadStruct(Struct value) =>
        value.Fields.TryGetValue(Signatures.Key, out var signature)
            ? _marked.Read(signature, new SpecialValueFields(value, _position))
            : new PropertyValue.Object(Read(value));
}
