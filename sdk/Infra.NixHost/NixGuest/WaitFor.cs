using Pulumi;

namespace Infra.NixHost;

/// <summary>What <c>up</c> waits for before a guest counts as there.</summary>
[EnumType]
public readonly struct WaitFor : IEquatable<WaitFor>
{
    private readonly string _value;

    private WaitFor(string value) => _value = value;

    /// <summary>Nothing: defined, and started in the background of the host.</summary>
    public static WaitFor None { get; } = new("none");

    /// <summary>The guest's virtual machine runs.</summary>
    public static WaitFor Started { get; } = new("started");

    /// <summary>The guest reports that its own configuration is in force.</summary>
    public static WaitFor Configured { get; } = new("configured");

    /// <summary>The value on the wire.</summary>
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

    /// <summary>The value on the wire.</summary>
    public override string ToString() => _value ?? "";
}
