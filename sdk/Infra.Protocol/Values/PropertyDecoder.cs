using Google.Protobuf.WellKnownTypes;

namespace Infra.Protocol.Values;

/// <summary>Reads property values as they arrive.</summary>
public static class PropertyDecoder
{
    /// <summary>Decodes named values; none at all is an empty map.</summary>
    /// <exception cref="InfraException">
    /// A signature is unknown, an object lacks the fields of its signature, an unknown is not allowed, or the nesting is too deep.
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
