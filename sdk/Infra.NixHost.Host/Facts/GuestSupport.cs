using System.Collections.Immutable;

namespace Infra.NixHost.Host.Facts;

/// <summary>What guests can ask of a host, as far as it can be known before one is defined.</summary>
public sealed record GuestSupport
{
    /// <summary>The version of libvirt's daemon.</summary>
    public required Version Libvirt { get; init; }

    /// <summary>The firmwares besides the BIOS that libvirt finds, in its words: <c>efi</c>.</summary>
    public ImmutableArray<string> Firmware { get; init; } = [];

    /// <summary>Whether TPMs can be emulated.</summary>
    public bool HasTpm { get; init; }

    /// <summary>The kinds of graphics that QEMU has, in libvirt's words.</summary>
    public ImmutableArray<string> Graphics { get; init; } = [];

    /// <summary>Whether a hugetlbfs is mounted, through which QEMU gets huge pages.</summary>
    public bool HasHugetlbfs { get; init; }

    /// <summary>The memory.</summary>
    public HostMemory Memory { get; init; } = new(0, 0, 0);
}
