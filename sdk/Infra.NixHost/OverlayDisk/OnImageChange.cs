using Pulumi;

namespace Infra.NixHost;

/// <summary>The reaction of an overlay to a change of its image.</summary>
[EnumType]
public readonly struct OnImageChange : IEquatable<OnImageChange>
{
    private readonly string _value;

    private OnImageChange(string value) => _value = value;

    /// <summary>The disk stays on its old base.</summary>
    public static OnImageChange Keep { get; } = new("keep");

    /// <summary>A new disk on the new image replaces the old disk, whose data is lost.</summary>
    public static OnImageChange Replace { get; } = new("replace");

    /// <summary>The old base is copied into the disk, which then has no base. Guests run on.</summary>
    public static OnImageChange Flatten { get; } = new("flatten");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(OnImageChange value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(OnImageChange left, OnImageChange right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(OnImageChange left, OnImageChange right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(OnImageChange other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OnImageChange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
