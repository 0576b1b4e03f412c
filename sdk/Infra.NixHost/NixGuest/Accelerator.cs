using Pulumi;

namespace Infra.NixHost;

/// <summary>The accelerator of a guest.</summary>
[EnumType]
public readonly struct Accelerator : IEquatable<Accelerator>
{
    private readonly string _value;

    private Accelerator(string value) => _value = value;

    /// <summary>KVM if it works on the host, else TCG.</summary>
    public static Accelerator Auto { get; } = new("auto");

    /// <summary>Hardware virtualization. It is an error if it does not work on the host.</summary>
    public static Accelerator Kvm { get; } = new("kvm");

    /// <summary>Emulation, which works everywhere and is many times slower.</summary>
    public static Accelerator Tcg { get; } = new("tcg");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(Accelerator value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(Accelerator left, Accelerator right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(Accelerator left, Accelerator right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Accelerator other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Accelerator other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
