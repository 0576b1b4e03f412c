using System.Collections.Immutable;
using Infra.NixHost.Hosts.Facts;

namespace Infra.NixHost.Hosts;

/// <summary>The features that a host offers to guests, as far as they are known before one is defined.</summary>
public sealed record GuestSupport
{
    /// <summary>The version of libvirt's daemon.</summary>
    public required Version Libvirt { get; init; }

    /// <summary>The firmwares besides the BIOS, in libvirt's words, e.g. <c>efi</c>.</summary>
    public ImmutableArray<string> Firmware { get; init; } = [];

    /// <summary>Whether TPMs can be emulated.</summary>
    public bool HasTpm { get; init; }

    /// <summary>The kinds of graphics that QEMU has, in libvirt's words.</summary>
    public ImmutableArray<string> Graphics { get; init; } = [];

    /// <summary>The CPU modes, in libvirt's words, e.g. <c>host-model</c>; empty when libvirt does not tell.</summary>
    public ImmutableArray<string> CpuModes { get; init; } = [];

    /// <summary>The CPU models by name, and whether this host can run them; empty when libvirt does not tell.</summary>
    public ImmutableDictionary<string, bool> CpuModels { get; init; } =
        ImmutableDictionary.Create<string, bool>(StringComparer.Ordinal);

    /// <summary>The machine types by name, aliases such as <c>q35</c> too, with the most processors of each; empty when libvirt does not tell.</summary>
    public ImmutableSortedDictionary<string, int> Machines { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The disk buses; empty when libvirt does not tell.</summary>
    public ImmutableArray<string> DiskBuses { get; init; } = [];

    /// <summary>The number of processors of the host.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Whether a hugetlbfs is mounted; QEMU gets huge pages through it.</summary>
    public bool HasHugetlbfs { get; init; }

    /// <summary>The memory of the host.</summary>
    public HostMemory Memory { get; init; } = new(0, 0, 0);
}
