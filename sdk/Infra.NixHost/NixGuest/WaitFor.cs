using Pulumi;

namespace Infra.NixHost;

/// <summary>The state of a guest that <c>up</c> waits for.</summary>
[EnumType]
public readonly struct WaitFor : IEquatable<WaitFor>
{
    private readonly string _value;

    private WaitFor(string value) => _value = value;

    /// <summary>No wait: <c>up</c> ends while the guest may still start.</summary>
    public static WaitFor None { get; } = new("none");

    /// <summary>The virtual machine runs.</summary>
    public static WaitFor Started { get; } = new("started");

    /// <summary>The guest reports that it has applied its own configuration.</summary>
    public static WaitFor Configured { get; } = new("configured");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(WaitFor value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(WaitFor left, WaitFor right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(WaitFor left, WaitFor right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(WaitFor other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WaitFor other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
