using Pulumi;

namespace Infra.NixHost;

/// <summary>The Nix system that something is built for. The name of another one is a choice too.</summary>
[EnumType]
public readonly struct TargetSystem : IEquatable<TargetSystem>
{
    private readonly string _value;

    private TargetSystem(string value) => _value = value;

    /// <summary>Linux on 64-bit x86.</summary>
    public static TargetSystem X8664Linux { get; } = new("x86_64-linux");

    /// <summary>Linux on 64-bit ARM.</summary>
    public static TargetSystem Aarch64Linux { get; } = new("aarch64-linux");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(TargetSystem value) => value._value;

    /// <summary>Converts the choice to an input that also takes other texts.</summary>
    public static implicit operator Input<string>(TargetSystem value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(TargetSystem left, TargetSystem right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(TargetSystem left, TargetSystem right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TargetSystem other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TargetSystem other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
