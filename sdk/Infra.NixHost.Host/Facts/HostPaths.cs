namespace Infra.NixHost.Hosts.Facts;

/// <summary>The files that facts about the host are read from.</summary>
internal sealed record HostPaths
{
    public string MemoryInfo { get; init; } = "/proc/meminfo";

    /// <summary>The id that systemd gave the installation.</summary>
    public string MachineId { get; init; } = "/etc/machine-id";

    /// <summary>The kernel's id of this boot.</summary>
    public string BootId { get; init; } = "/proc/sys/kernel/random/boot_id";

    public string Mounts { get; init; } = "/proc/mounts";

    /// <summary>The kernel's list of interfaces.</summary>
    public string Interfaces { get; init; } = "/sys/class/net";

    /// <summary>The kernel's own IPv4 addresses, as routes.</summary>
    public string Routes { get; init; } = "/proc/net/fib_trie";

    /// <summary>The IPv6 addresses with their interfaces.</summary>
    public string Addresses { get; init; } = "/proc/net/if_inet6";

    public string Sysfs { get; init; } = "/sys";
}
