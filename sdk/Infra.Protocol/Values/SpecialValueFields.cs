using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace Infra.Protocol.Values;

/// <summary>The fields of an object with a signature. Fields that nobody reads are ignored.</summary>
internal readonly struct SpecialValueFields(Struct value, PropertyPosition position)
{
    /// <summary>A field, or <c>null</c> when it is missing or null.</summary>
    public Value? Find(string name) =>
        value.Fields.TryGetValue(name, out var field)
        && field.KindCase is not (Value.KindOneofCase.NullValue or Value.KindOneofCase.None)
            ? field
            : null;

    /// <summary>A field that may hold null, or <c>null</c> when it is missing.</summary>
    public Value? FindNullable(string name) => value.Fields.GetValueOrDefault(name);

    public string? Text(string kind, string name) =>
        Find(name) switch
        {
            null => null,
            { KindCase: Value.KindOneofCase.StringValue } text => text.StringValue,
            _ => throw Malformed(kind, $"'{name}' is not a text"),
        };

    /// <summary>A text, or <c>null</c> when it is missing or empty.</summary>
    public string? FilledText(string kind, string name) =>
        Text(kind, name) is { Length: > 0 } text ? text : null;

    public bool Flag(string kind, string name) =>
        Find(name) switch
        {
            null => false,
            { KindCase: Value.KindOneofCase.BoolValue } flag => flag.BoolValue,
            _ => throw Malformed(kind, $"'{name}' is neither true nor false"),
        };

    public ImmutableArray<string> Texts(string kind, string name)
    {
        var field = Find(name);
        if (field is null)
        {
            return [];
        }

        if (
            field.KindCase != Value.KindOneofCase.ListValue
            || field.ListValue.Values.Any(v => v.KindCase != Value.KindOneofCase.StringValue)
        )
        {
            throw Malformed(kind, $"'{name}' is not a list of texts");
        }

        return [.. field.ListValue.Values.Select(v => v.StringValue)];
    }

    public InfraException Malformed(string kind, string why) =>
        position.Error(
            $"a malformed {kind}: {why}; this is a fault of the program or plugin that sent it"
        );
}
