using Pulumi;

namespace Infra.NixHost;

/// <summary>The cache of the host in front of a guest's disk.</summary>
[EnumType]
public readonly struct DiskCache : IEquatable<DiskCache>
{
    private readonly string _value;

    private DiskCache(string value) => _value = value;

    /// <summary>No cache of the host. The file system must support direct I/O.</summary>
    public static DiskCache None { get; } = new("none");

    /// <summary>Writes are cached until the guest flushes them.</summary>
    public static DiskCache Writeback { get; } = new("writeback");

    /// <summary>Reads are cached, and each write is flushed at once.</summary>
    public static DiskCache Writethrough { get; } = new("writethrough");

    /// <summary>No cache of the host, and each write is flushed at once.</summary>
    public static DiskCache Directsync { get; } = new("directsync");

    /// <summary>Writes are cached and flushes ignored. A crash of the host loses data.</summary>
    public static DiskCache Unsafe { get; } = new("unsafe");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(DiskCache value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(DiskCache left, DiskCache right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(DiskCache left, DiskCache right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(DiskCache other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DiskCache other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
