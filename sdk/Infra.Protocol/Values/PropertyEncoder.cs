using Google.Protobuf.WellKnownTypes;

namespace Infra.Protocol.Values;

/// <summary>Puts property values into the shape in which they travel.</summary>
public static class PropertyEncoder
{
    /// <summary>Encodes named values.</summary>
    /// <exception cref="InfraException">An unknown that the receiver does not take, or nesting beyond the limit.</exception>
    public static Struct Encode(PropertyMap properties, EncodeOptions options) =>
        new StructWriter(options).Write(properties);

    /// <summary>Encodes one value.</summary>
    /// <exception cref="InfraException">An unknown that the receiver does not take, or nesting beyond the limit.</exception>
    public static Value Encode(PropertyValue value, EncodeOptions options) =>
        new StructWriter(options).Write(value);
}
