using Pulumi;

namespace Infra.NixHost;

/// <summary>The way in which QEMU reads and writes a disk.</summary>
[EnumType]
public readonly struct DiskIo : IEquatable<DiskIo>
{
    private readonly string _value;

    private DiskIo(string value) => _value = value;

    /// <summary>A pool of threads.</summary>
    public static DiskIo Threads { get; } = new("threads");

    /// <summary>Native asynchronous I/O of Linux. It needs the cache <c>none</c> or <c>directsync</c>.</summary>
    public static DiskIo Native { get; } = new("native");

    /// <summary>The io_uring interface of Linux.</summary>
    public static DiskIo IoUring { get; } = new("io_uring");

    /// <summary>Returns the value that the provider receives.</summary>
    public static explicit operator string(DiskIo value) => value._value;

    /// <summary>Whether both are the same choice.</summary>
    public static bool operator ==(DiskIo left, DiskIo right) => left.Equals(right);

    /// <summary>Whether they are different choices.</summary>
    public static bool operator !=(DiskIo left, DiskIo right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(DiskIo other) =>
        string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DiskIo other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _value is null ? 0 : StringComparer.Ordinal.GetHashCode(_value);

    /// <summary>Returns the value that the provider receives.</summary>
    public override string ToString() => _value ?? "";
}
