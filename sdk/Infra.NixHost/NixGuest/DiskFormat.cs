using Pulumi;

namespace Infra.NixHost;

/// <summary>The format of a guest's disk.</summary>
[EnumType]
public readonly struct DiskFormat : IEquatable<DiskFormat>
{
    private readonly string _value;

    private DiskFormat(string value) => _value = value;

    /// <summary>A qcow2 image, which grows with its content and can have a base.</summary>
    public static DiskFormat Qcow2 { get; } = new("qcow2");

    /// <summary>The bytes of the disk as they are.</summary>
    public static DiskFormat Raw { get; } = new("raw");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(DiskFormat value) => value._value;

    /// <summary>Converts the choice to an input that also takes other texts.</summary>
    public static implicit operator Input<string>(DiskFormat value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(DiskFormat left, DiskFormat right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(DiskFormat left, DiskFormat right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(DiskFormat other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DiskFormat other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
