using Pulumi;

namespace Infra.NixHost;

/// <summary>The CPU that a guest sees. The name of a model is a choice too.</summary>
[EnumType]
public readonly struct CpuMode : IEquatable<CpuMode>
{
    private readonly string _value;

    private CpuMode(string value) => _value = value;

    /// <summary>The CPU of the host as it is. It needs KVM.</summary>
    public static CpuMode HostPassthrough { get; } = new("host-passthrough");

    /// <summary>The model that is nearest to the CPU of the host.</summary>
    public static CpuMode HostModel { get; } = new("host-model");

    /// <summary>All features that the accelerator has.</summary>
    public static CpuMode Maximum { get; } = new("maximum");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(CpuMode value) => value._value;

    /// <summary>Converts the choice to an input that also takes other texts.</summary>
    public static implicit operator Input<string>(CpuMode value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(CpuMode left, CpuMode right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(CpuMode left, CpuMode right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(CpuMode other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CpuMode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
