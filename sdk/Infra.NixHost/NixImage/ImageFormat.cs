using Pulumi;

namespace Infra.NixHost;

/// <summary>The format of an image file.</summary>
[EnumType]
public readonly struct ImageFormat : IEquatable<ImageFormat>
{
    private readonly string _value;

    private ImageFormat(string value) => _value = value;

    /// <summary>An uncompressed qcow2 file.</summary>
    public static ImageFormat Qcow2 { get; } = new("qcow2");

    /// <summary>A compressed qcow2 file. It is smaller, and its references do not include the system's closure.</summary>
    public static ImageFormat Qcow2Compressed { get; } = new("qcow2-compressed");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(ImageFormat value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(ImageFormat left, ImageFormat right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(ImageFormat left, ImageFormat right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ImageFormat other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ImageFormat other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
