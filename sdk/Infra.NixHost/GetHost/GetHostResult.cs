using System.Collections.Immutable;
using Infra.NixHost.Outputs;
using Pulumi;

namespace Infra.NixHost;

/// <summary>What <see cref="GetHost"/> found.</summary>
[OutputType]
public sealed class GetHostResult
{
    [OutputConstructor]
    private GetHostResult(
        string libvirtVersion,
        string qemuVersion,
        string nixVersion,
        string accelerator,
        string acceleratorReason,
        ImmutableArray<HostBridge> bridges,
        int cpus,
        double memory,
        double freeMemory,
        double freeDisk,
        double freeStore,
        ImmutableArray<HostProblem> problems
    )
    {
        LibvirtVersion = libvirtVersion;
        QemuVersion = qemuVersion;
        NixVersion = nixVersion;
        Accelerator = accelerator;
        AcceleratorReason = acceleratorReason;
        Bridges = bridges;
        Cpus = cpus;
        Memory = memory;
        FreeMemory = freeMemory;
        FreeDisk = freeDisk;
        FreeStore = freeStore;
        Problems = problems;
    }

    /// <summary>The version of libvirt's daemon, such as <c>9.0.0</c>; empty when it does not answer.</summary>
    public string LibvirtVersion { get; }

    /// <summary>The version of the QEMU that libvirt starts; empty when there is none.</summary>
    public string QemuVersion { get; }

    /// <summary>The version of Nix; empty when there is none.</summary>
    public string NixVersion { get; }

    /// <summary>What runs guests whose accelerator is <c>auto</c>: <c>kvm</c> or <c>tcg</c>.</summary>
    public string Accelerator { get; }

    /// <summary>Why it is that one.</summary>
    public string AcceleratorReason { get; }

    /// <summary>The bridges of the host.</summary>
    public ImmutableArray<HostBridge> Bridges { get; }

    /// <summary>The number of processors.</summary>
    public int Cpus { get; }

    /// <summary>The memory, in bytes.</summary>
    public double Memory { get; }

    /// <summary>The memory that guests can get without swapping, in bytes.</summary>
    public double FreeMemory { get; }

    /// <summary>The free bytes in the provider's <c>imageDirectory</c>.</summary>
    public double FreeDisk { get; }

    /// <summary>The free bytes in the Nix store.</summary>
    public double FreeStore { get; }

    /// <summary>Every precondition that does not hold, the fatal ones first.</summary>
    public ImmutableArray<HostProblem> Problems { get; }
}
