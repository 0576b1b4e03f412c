namespace Infra.NixHost.Hosts;

/// <summary>How much of a host its guests may want before a preview warns.</summary>
public sealed record CapacityLimits
{
    /// <summary>The memory of all guests, in percent of the host's. Default 100.</summary>
    public int MemoryPercent { get; init; } = 100;

    /// <summary>What disks may grow to beside what else a file system has, in percent of its size. Default 100.</summary>
    public int DiskPercent { get; init; } = 100;

    /// <summary>The virtual CPUs of all guests for each processor of the host; <c>null</c>, the default, for no limit.</summary>
    public int? CpusPerProcessor { get; init; }
}
