using Google.Protobuf.WellKnownTypes;

namespace Infra.Protocol.Values;

/// <summary>Reads property values as they arrive.</summary>
public static class PropertyDecoder
{
    /// <summary>Decodes named values; none at all is an empty map.</summary>
    /// <exception cref="InfraException">
    /// A mark nobody knows, a marked object without what belongs to it, an unknown that is not wanted, or nesting beyond the limit.
    /// </exception>
    public static PropertyMap Decode(Struct? properties, DecodeOptions? options = null) =>
        properties is null
            ? PropertyMap.Empty
            : new StructReader(options ?? DecodeOptions.Everything).Read(properties);

    /// <summary>Decodes one value.</summary>
    /// <exception cref="InfraException">As for named values.</exception>
    public static PropertyValue Decode(Value value, DecodeOptions? options = null) =>
        new StructReader(options ?? DecodeOptions.Everything).Read(value);
}
