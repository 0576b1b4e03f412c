using System.Globalization;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Facts;

/// <summary>The memory of a host, in bytes.</summary>
/// <param name="Total">The whole memory.</param>
/// <param name="Available">The memory that is available without swapping.</param>
/// <param name="HugePages">The memory that is reserved as huge pages.</param>
public sealed record HostMemory(long Total, long Available, long HugePages)
{
    /// <summary>The whole swap space.</summary>
    public long Swap { get; init; }

    /// <summary>Reads proc_meminfo(5), because libvirt does not tell what is available without swapping. Its values are in KiB, except for the numbers of huge pages.</summary>
    internal static HostMemory Parse(FileContent information)
    {
        var values = information
            .Lines.Select(line => line.Split([':', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Where(fields =>
                fields
                    is [
                        "MemTotal"
                        or "MemAvailable"
                        or "SwapTotal"
                        or "HugePages_Total"
                        or "Hugepagesize",
                        _,
                        ..,
                    ]
            )
            .ToDictionary(
                fields => fields[0],
                fields => long.Parse(fields[1], CultureInfo.InvariantCulture),
                StringComparer.Ordinal
            );
        return new(
            values.GetValueOrDefault("MemTotal") * 1024,
            values.GetValueOrDefault("MemAvailable") * 1024,
            values.GetValueOrDefault("HugePages_Total")
                * values.GetValueOrDefault("Hugepagesize")
                * 1024
        )
        {
            Swap = values.GetValueOrDefault("SwapTotal") * 1024,
        };
    }
}
