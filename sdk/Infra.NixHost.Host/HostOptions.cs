namespace Infra.NixHost.Host;

/// <summary>Where one host keeps its things. Every path and URI of the drivers comes from here.</summary>
public sealed record HostOptions
{
    /// <summary>The libvirt connection URI. Default <c>qemu:///system</c>.</summary>
    public string LibvirtUri { get; init; } = "qemu:///system";

    /// <summary>Our own directory on the host, for what belongs to no store and no pool. Default <c>/var/lib/nixhost</c>.</summary>
    public string StateDirectory { get; init; } = "/var/lib/nixhost";

    /// <summary>Below it lie our garbage collector roots. Default: <c>gcroots/nixhost</c> in Nix's state directory.</summary>
    public string GcRootDirectory { get; init; } =
        Path.Combine(
            Environment.GetEnvironmentVariable("NIX_STATE_DIR") ?? "/nix/var/nix",
            "gcroots",
            "nixhost"
        );

    /// <summary>Where overlays go when a disk names neither pool nor directory. Default <c>/var/lib/libvirt/images</c>.</summary>
    public string ImageDirectory { get; init; } = "/var/lib/libvirt/images";

    /// <summary>How long one evaluation by Nix may take. Default 10 minutes.</summary>
    public TimeSpan EvaluationTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long any other command or libvirt call may take. Default 2 minutes.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromMinutes(2);
}
