using Google.Protobuf.WellKnownTypes;

namespace Infra.Protocol.Values;

/// <summary>Encodes property values for the wire.</summary>
public static class PropertyEncoder
{
    /// <summary>Encodes named values.</summary>
    /// <exception cref="InfraException">The receiver does not accept an unknown, or the nesting is too deep.</exception>
    public static Struct Encode(PropertyMap properties, EncodeOptions options) =>
        new StructWriter(options).Write(properties);

    /// <summary>Encodes one value.</summary>
    /// <exception cref="InfraException">The receiver does not accept an unknown, or the nesting is too deep.</exception>
    public static Value Encode(PropertyValue value, EncodeOptions options) =>
        new StructWriter(options).Write(value);
}
