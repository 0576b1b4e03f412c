using Pulumi;

namespace Infra.NixHost;

/// <summary>The bus of a guest's disk.</summary>
[EnumType]
public readonly struct DiskBus : IEquatable<DiskBus>
{
    private readonly string _value;

    private DiskBus(string value) => _value = value;

    /// <summary>The paravirtual bus, with hot-plug.</summary>
    public static DiskBus Virtio { get; } = new("virtio");

    /// <summary>A virtual SCSI controller.</summary>
    public static DiskBus Scsi { get; } = new("scsi");

    /// <summary>A SATA controller, without hot-plug and without read-only disks.</summary>
    public static DiskBus Sata { get; } = new("sata");

    /// <summary>A USB controller.</summary>
    public static DiskBus Usb { get; } = new("usb");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(DiskBus value) => value._value;

    /// <summary>Converts the choice to an input that also takes other texts.</summary>
    public static implicit operator Input<string>(DiskBus value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(DiskBus left, DiskBus right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(DiskBus left, DiskBus right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(DiskBus other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DiskBus other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
