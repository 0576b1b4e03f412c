using System.Collections.Immutable;
using Infra.NixHost.Outputs;
using Pulumi;

namespace Infra.NixHost;

/// <summary>The result of <see cref="GetHost"/>.</summary>
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

    /// <summary>The version of the libvirt daemon, such as <c>9.0.0</c>. It is empty if the daemon does not answer.</summary>
    public string LibvirtVersion { get; }

    /// <summary>The version of the QEMU that libvirt starts. It is empty if there is none.</summary>
    public string QemuVersion { get; }

    /// <summary>The version of Nix. It is empty if there is none.</summary>
    public string NixVersion { get; }

    /// <summary>The accelerator that <c>auto</c> chooses: <c>kvm</c> or <c>tcg</c>.</summary>
    public string Accelerator { get; }

    /// <summary>The reason for this choice.</summary>
    public string AcceleratorReason { get; }

    /// <summary>The bridges of the host.</summary>
    public ImmutableArray<HostBridge> Bridges { get; }

    /// <summary>The number of processors.</summary>
    public int Cpus { get; }

    /// <summary>The memory of the host, in bytes.</summary>
    public double Memory { get; }

    /// <summary>The memory that is available to guests without swapping, in bytes.</summary>
    public double FreeMemory { get; }

    /// <summary>The free space of the provider's <c>imageDirectory</c>, in bytes.</summary>
    public double FreeDisk { get; }

    /// <summary>The free space of the Nix store, in bytes.</summary>
    public double FreeStore { get; }

    /// <summary>The preconditions that the host does not meet, the fatal ones first.</summary>
    public ImmutableArray<HostProblem> Problems { get; }
}
