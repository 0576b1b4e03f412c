using System.Collections.Immutable;
using Infra.NixHost.Host.Accelerators;
using Infra.NixHost.Host.Bridges;

namespace Infra.NixHost.Host.Facts;

/// <summary>What a host can do. A version is empty when the program does not answer; then a problem says why.</summary>
public sealed record HostFacts
{
    /// <summary>The version of libvirt's daemon, e.g. <c>9.0.0</c>.</summary>
    public string LibvirtVersion { get; init; } = "";

    /// <summary>The version of the QEMU that libvirt starts.</summary>
    public string QemuVersion { get; init; } = "";

    /// <summary>The version of Nix.</summary>
    public string NixVersion { get; init; } = "";

    /// <summary>What runs a guest's code.</summary>
    public required Accelerator Accelerator { get; init; }

    /// <summary>The bridges.</summary>
    public ImmutableArray<HostBridge> Bridges { get; init; } = [];

    /// <summary>The number of processors.</summary>
    public int Cpus { get; init; }

    /// <summary>The memory, in bytes.</summary>
    public long Memory { get; init; }

    /// <summary>The memory that guests could still get without swapping, in bytes.</summary>
    public long FreeMemory { get; init; }

    /// <summary>The free bytes where disks go by default.</summary>
    public long FreeDisk { get; init; }

    /// <summary>The free bytes where the Nix store is.</summary>
    public long FreeStore { get; init; }

    /// <summary>Every precondition that does not hold, the fatal ones first.</summary>
    public ImmutableArray<HostProblem> Problems { get; init; } = [];
}
