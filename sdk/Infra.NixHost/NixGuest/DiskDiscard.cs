using Pulumi;

namespace Infra.NixHost;

/// <summary>The use of a guest's notice that blocks are free.</summary>
[EnumType]
public readonly struct DiskDiscard : IEquatable<DiskDiscard>
{
    private readonly string _value;

    private DiskDiscard(string value) => _value = value;

    /// <summary>The blocks are released on the host.</summary>
    public static DiskDiscard Unmap { get; } = new("unmap");

    /// <summary>The blocks stay allocated on the host.</summary>
    public static DiskDiscard Ignore { get; } = new("ignore");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(DiskDiscard value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(DiskDiscard left, DiskDiscard right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(DiskDiscard left, DiskDiscard right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(DiskDiscard other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DiskDiscard other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
