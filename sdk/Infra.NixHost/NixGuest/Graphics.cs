using Pulumi;

namespace Infra.NixHost;

/// <summary>A guest's graphical console, on the host's loopback address.</summary>
[EnumType]
public readonly struct Graphics : IEquatable<Graphics>
{
    private readonly string _value;

    private Graphics(string value) => _value = value;

    /// <summary>No graphics.</summary>
    public static Graphics None { get; } = new("none");

    /// <summary>A VNC server.</summary>
    public static Graphics Vnc { get; } = new("vnc");

    /// <summary>A SPICE server.</summary>
    public static Graphics Spice { get; } = new("spice");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(Graphics value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(Graphics left, Graphics right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(Graphics left, Graphics right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Graphics other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Graphics other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
