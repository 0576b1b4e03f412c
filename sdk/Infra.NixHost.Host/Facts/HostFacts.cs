using System.Collections.Immutable;
using Infra.NixHost.Hosts.Accelerators;
using Infra.NixHost.Hosts.Bridges;

namespace Infra.NixHost.Hosts.Facts;

/// <summary>The versions, capacities and problems of a host. A version is empty when its program does not answer; a problem then says why.</summary>
public sealed record HostFacts
{
    /// <summary>The version of libvirt's daemon, e.g. <c>9.0.0</c>.</summary>
    public string LibvirtVersion { get; init; } = "";

    /// <summary>The version of the QEMU that libvirt starts.</summary>
    public string QemuVersion { get; init; } = "";

    /// <summary>The version of Nix.</summary>
    public string NixVersion { get; init; } = "";

    /// <summary>The accelerator that runs guests' code.</summary>
    public required Accelerator Accelerator { get; init; }

    /// <summary>The bridges of the host.</summary>
    public ImmutableArray<HostBridge> Bridges { get; init; } = [];

    /// <summary>The number of processors; 0 when libvirt does not answer.</summary>
    public int Cpus { get; init; }

    /// <summary>The memory, in bytes.</summary>
    public long Memory { get; init; }

    /// <summary>The memory that guests can still get without swapping, in bytes.</summary>
    public long FreeMemory { get; init; }

    /// <summary>The bytes of the file system of the default directory for disks.</summary>
    public long Disk { get; init; }

    /// <summary>The free bytes of the default directory for disks.</summary>
    public long FreeDisk { get; init; }

    /// <summary>The free bytes of the Nix store's file system.</summary>
    public long FreeStore { get; init; }

    /// <summary>Every precondition that does not hold, the fatal ones first.</summary>
    public ImmutableArray<HostProblem> Problems { get; init; } = [];
}
