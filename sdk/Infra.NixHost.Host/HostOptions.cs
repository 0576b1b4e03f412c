using Infra.NixHost.Hosts.Ssh;

namespace Infra.NixHost.Hosts;

/// <summary>The paths, URIs and timeouts of one host. The drivers take them from nowhere else.</summary>
public sealed record HostOptions
{
    /// <summary>How ssh reaches the host; <c>null</c> for this machine.</summary>
    public SshOptions? Ssh { get; init; }

    /// <summary>The libvirt connection URI of a host that is this machine. Default <c>qemu:///system</c>.</summary>
    public string LibvirtUri { get; init; } = "qemu:///system";

    /// <summary>The directory of this product on the host, for files that belong to no store and no pool. Default <c>/var/lib/nixhost</c>.</summary>
    public string StateDirectory { get; init; } = "/var/lib/nixhost";

    /// <summary>The directory of our garbage collector roots where Nix' state directory is the usual one.</summary>
    public const string UsualGcRootDirectory = "/nix/var/nix/gcroots/nixhost";

    /// <summary>The directory of our garbage collector roots. Default: <c>gcroots/nixhost</c> in Nix's state directory.</summary>
    public string GcRootDirectory { get; init; } =
        Path.Combine(
            Environment.GetEnvironmentVariable("NIX_STATE_DIR") ?? "/nix/var/nix",
            "gcroots",
            "nixhost"
        );

    /// <summary>The directory of overlays whose disk names neither pool nor directory. Default <c>/var/lib/libvirt/images</c>.</summary>
    public string ImageDirectory { get; init; } = "/var/lib/libvirt/images";

    /// <summary>The directory in which libvirt keeps UEFI variables and TPM states of its domains. Default <c>/var/lib/libvirt</c>.</summary>
    public string LibvirtDirectory { get; init; } = "/var/lib/libvirt";

    /// <summary>How much of the host its guests may want before a preview warns.</summary>
    public CapacityLimits Limits { get; init; } = new();

    /// <summary>Where derivations are built: <c>host</c>, <c>here</c>, or the address of a machine that builds for this one. Default <c>host</c>.</summary>
    public string BuildOn { get; init; } = OnHost;

    /// <summary>The value for builds on the host itself.</summary>
    public const string OnHost = "host";

    /// <summary>The value for builds on the machine that this process runs on, from where the results are copied.</summary>
    public const string OnThisMachine = "here";

    /// <summary>How long one evaluation by Nix may take.</summary>
    public TimeSpan EvaluationTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long any other command or libvirt call may take.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
