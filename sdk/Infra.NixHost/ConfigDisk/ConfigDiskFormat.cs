using Pulumi;

namespace Infra.NixHost;

/// <summary>How a directory is shown to the guest.</summary>
[EnumType]
public readonly struct ConfigDiskFormat : IEquatable<ConfigDiskFormat>
{
    private readonly string _value;

    private ConfigDiskFormat(string value) => _value = value;

    /// <summary>Fat when the content is safe for it and no secret, else Iso.</summary>
    public static ConfigDiskFormat Auto { get; } = new("auto");

    /// <summary>A FAT16 partition that QEMU makes of the directory when the guest starts: up to 500 MiB, names without case.</summary>
    public static ConfigDiskFormat Fat { get; } = new("fat");

    /// <summary>
    /// An ISO 9660 image with Rock Ridge names, modes and links, in a file that only root and QEMU can read.
    /// </summary>
    public static ConfigDiskFormat Iso { get; } = new("iso");

    /// <summary>The value on the wire.</summary>
    public static explicit operator string(ConfigDiskFormat value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(ConfigDiskFormat left, ConfigDiskFormat right) =>
        left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(ConfigDiskFormat left, ConfigDiskFormat right) =>
        !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ConfigDiskFormat other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ConfigDiskFormat other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>The value on the wire.</summary>
    public override string ToString() => _value ?? "";
}
