using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary><c>virDomainMemoryStatStruct</c>: the tag of a statistic and its value in KiB.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MemoryStat
{
    /// <summary>VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON.</summary>
    public const int ActualBalloon = 6;

    public int Tag;
    public ulong Value;
}
