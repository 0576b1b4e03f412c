using Pulumi;

namespace Infra.NixHost;

/// <summary>The format in which a guest sees a directory.</summary>
[EnumType]
public readonly struct ConfigDiskFormat : IEquatable<ConfigDiskFormat>
{
    private readonly string _value;

    private ConfigDiskFormat(string value) => _value = value;

    /// <summary>Fat if the content fits on it and contains no secret, else Iso.</summary>
    public static ConfigDiskFormat Auto { get; } = new("auto");

    /// <summary>
    /// A FAT16 partition of at most 500 MiB that QEMU makes from the directory when the guest starts. Names ignore case.
    /// </summary>
    public static ConfigDiskFormat Fat { get; } = new("fat");

    /// <summary>An ISO 9660 image with Rock Ridge names, modes and links. Only root and QEMU can read its file.</summary>
    public static ConfigDiskFormat Iso { get; } = new("iso");

    /// <summary>Returns the value that the provider receives.</summary>
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

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
