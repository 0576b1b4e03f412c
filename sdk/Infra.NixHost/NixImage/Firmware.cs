using Pulumi;

namespace Infra.NixHost;

/// <summary>The firmware of a machine.</summary>
[EnumType]
public readonly struct Firmware : IEquatable<Firmware>
{
    private readonly string _value;

    private Firmware(string value) => _value = value;

    /// <summary>SeaBIOS and a master boot record.</summary>
    public static Firmware Bios { get; } = new("bios");

    /// <summary>UEFI (OVMF) and an EFI system partition.</summary>
    public static Firmware Uefi { get; } = new("uefi");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(Firmware value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(Firmware left, Firmware right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(Firmware left, Firmware right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Firmware other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Firmware other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
