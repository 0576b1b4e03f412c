namespace Infra.NixHost.Hosts;

/// <summary>One host, as the small interfaces that the resources of a stack use.</summary>
public interface INixHost
{
    /// <summary>The paths, URIs and timeouts of this host.</summary>
    HostOptions Options { get; }

    /// <summary>The files of this host.</summary>
    Files.IHostFiles Files { get; }

    /// <summary>Evaluates expressions and flakes, on the machine that this process runs on.</summary>
    Nix.INixEvaluator Evaluator { get; }

    /// <summary>The Nix store and its garbage collector roots.</summary>
    Nix.INixStore Store { get; }

    /// <summary>Writes store paths into files that guests import.</summary>
    Nix.IClosures Closures { get; }

    /// <summary>Facts about disk image files.</summary>
    Images.IDiskImages Images { get; }

    /// <summary>The backing chains of writable disks.</summary>
    Images.IBackingChains Chains { get; }

    /// <summary>Tells which files QEMU's user can reach.</summary>
    Images.IQemuAccess QemuAccess { get; }

    /// <summary>The versions, capacities and problems of this host.</summary>
    Facts.IHostFacts Facts { get; }

    /// <summary>Makes disk images of directories.</summary>
    Images.IIsoImages IsoImages { get; }

    /// <summary>libvirt's domains.</summary>
    Libvirt.IDomains Domains { get; }

    /// <summary>Changes of running domains.</summary>
    Libvirt.ILiveDomains LiveDomains { get; }

    /// <summary>libvirt's networks.</summary>
    Libvirt.INetworks Networks { get; }

    /// <summary>libvirt's storage volumes.</summary>
    Libvirt.IVolumes Volumes { get; }

    /// <summary>The host's own bridges.</summary>
    Bridges.IHostBridges Bridges { get; }

    /// <summary>Chooses between KVM and TCG.</summary>
    Accelerators.IAccelerators Accelerators { get; }
}
