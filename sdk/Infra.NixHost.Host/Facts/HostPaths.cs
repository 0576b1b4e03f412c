namespace Infra.NixHost.Host.Facts;

/// <summary>The files that facts about the host are read from.</summary>
internal sealed record HostPaths
{
    public string MemoryInfo { get; init; } = "/proc/meminfo";

    public string Mounts { get; init; } = "/proc/mounts";

    public string Sysfs { get; init; } = "/sys";
}
