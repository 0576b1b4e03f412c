namespace Infra.NixHost.Host;

/// <summary>One host: everything the resources of a stack need of it, behind small interfaces.</summary>
public interface INixHost
{
    /// <summary>Where this host keeps its things.</summary>
    HostOptions Options { get; }

    /// <summary>Evaluates expressions and flakes.</summary>
    Nix.INixEvaluator Evaluator { get; }

    /// <summary>The Nix store and its garbage collector roots.</summary>
    Nix.INixStore Store { get; }

    /// <summary>Brings store paths to guests.</summary>
    Nix.IClosures Closures { get; }

    /// <summary>Facts about disk image files.</summary>
    Images.IDiskImages Images { get; }

    /// <summary>What writable disks lie on.</summary>
    Images.IBackingChains Chains { get; }

    /// <summary>What QEMU's user can reach.</summary>
    Images.IQemuAccess QemuAccess { get; }

    /// <summary>What this host can do.</summary>
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

    /// <summary>What can run a guest's code here.</summary>
    Accelerators.IAccelerators Accelerators { get; }
}
