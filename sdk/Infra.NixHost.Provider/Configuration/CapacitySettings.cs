using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Configuration;

/// <summary>The settings that say from when on a preview warns of a full host.</summary>
internal static class CapacitySettings
{
    private const string MaxMemoryPercent = "maxMemoryPercent";
    private const string MaxDiskPercent = "maxDiskPercent";
    private const string MaxCpusPerProcessor = "maxCpusPerProcessor";
    private const int Most = 10_000;

    private static readonly CapacityLimits Defaults = new();

    /// <summary>The keys that a stack may set.</summary>
    public static ImmutableArray<PropertyDefinition> Definitions { get; } =
    [
        new(
            MaxMemoryPercent,
            new PropertyType.Integer(),
            "The percentage of the host's memory beyond which a preview warns of what all guests want."
        )
        {
            DefaultText = $"{Defaults.MemoryPercent}",
        },
        new(
            MaxDiskPercent,
            new PropertyType.Integer(),
            "The percentage of a file system beyond which a preview warns of what its disks may grow to."
        )
        {
            DefaultText = $"{Defaults.DiskPercent}",
        },
        new(
            MaxCpusPerProcessor,
            new PropertyType.Integer(),
            "The virtual CPUs of all guests for each processor of the host beyond which a preview warns."
        )
        {
            DefaultText = "no limit",
        },
    ];

    /// <summary>The configuration with numbers for the texts that engines make of them, because the configuration of a stack has texts only.</summary>
    public static PropertyMap Parse(PropertyMap configuration) =>
        Definitions
            .Select(d => d.Name)
            .Aggregate(
                configuration,
                (all, name) =>
                    all.Get(name) is PropertyValue.String
                    && new InputReader(all).Integer(name) is { } number
                        ? all.With(name, number)
                        : all
            );

    /// <summary>Checks the settings.</summary>
    public static void Check(InputReader reader, CheckFailures failures)
    {
        foreach (var name in Definitions.Select(d => d.Name))
        {
            if (reader.Integer(name) is { } number and (< 1 or > Most))
            {
                failures.Add(name, $"{number} is no limit; give a number from 1 to {Most}");
            }
        }
    }

    /// <summary>The limits.</summary>
    public static CapacityLimits Read(InputReader reader) =>
        new()
        {
            MemoryPercent = reader.Integer(MaxMemoryPercent) ?? Defaults.MemoryPercent,
            DiskPercent = reader.Integer(MaxDiskPercent) ?? Defaults.DiskPercent,
            CpusPerProcessor = reader.Integer(MaxCpusPerProcessor),
        };
}
