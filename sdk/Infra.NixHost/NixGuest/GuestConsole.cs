using Pulumi;

namespace Infra.NixHost;

/// <summary>A guest's serial console.</summary>
[EnumType]
public readonly struct GuestConsole : IEquatable<GuestConsole>
{
    private readonly string _value;

    private GuestConsole(string value) => _value = value;

    /// <summary>No console.</summary>
    public static GuestConsole None { get; } = new("none");

    /// <summary>A log file on the host.</summary>
    public static GuestConsole Log { get; } = new("log");

    /// <summary>A terminal for <c>virsh console</c>, and a log file on the host.</summary>
    public static GuestConsole Pty { get; } = new("pty");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(GuestConsole value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(GuestConsole left, GuestConsole right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(GuestConsole left, GuestConsole right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(GuestConsole other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GuestConsole other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
