using Pulumi;

namespace Infra.NixHost;

/// <summary>The kind of source of a guest's disk.</summary>
[EnumType]
public readonly struct GuestDiskKind : IEquatable<GuestDiskKind>
{
    private readonly string _value;

    private GuestDiskKind(string value) => _value = value;

    /// <summary>An image file.</summary>
    public static GuestDiskKind File { get; } = new("file");

    /// <summary>A block device of the host.</summary>
    public static GuestDiskKind Block { get; } = new("block");

    /// <summary>A directory of the host, which the guest sees as a read-only FAT partition.</summary>
    public static GuestDiskKind Directory { get; } = new("directory");

    /// <summary>A libvirt volume, written <c>POOL/VOLUME</c>.</summary>
    public static GuestDiskKind Volume { get; } = new("volume");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(GuestDiskKind value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(GuestDiskKind left, GuestDiskKind right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(GuestDiskKind left, GuestDiskKind right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(GuestDiskKind other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GuestDiskKind other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
