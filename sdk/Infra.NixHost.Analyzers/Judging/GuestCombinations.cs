using Infra.NixHost.Analyzers.Reading;
using Infra.NixHost.Provider.Rules;
using Microsoft.CodeAnalysis;

namespace Infra.NixHost.Analyzers.Judging;

/// <summary>Judges the inputs of a guest that do not fit together.</summary>
internal static class GuestCombinations
{
    /// <summary>What a guest gets that asks for nothing else.</summary>
    private const string DefaultMemory = "1GiB";

    /// <summary>Reports each of them.</summary>
    public static void Judge(GivenInputs inputs, Findings findings)
    {
        if (!inputs.Has("guestName") && inputs.ResourceName is { } name)
        {
            findings.AddIf(
                Descriptors.Invalid,
                inputs.Location,
                "guestName",
                GuestRules.Name(name)
            );
        }

        JudgeSizes(inputs, findings);
        if (inputs.Choice("waitFor") == "Configured" && inputs.Flag("running") == false)
        {
            findings.AddIf(
                Descriptors.Conflict,
                inputs.LocationOf("waitFor"),
                "waitFor",
                GuestRules.WaitsForNothing
            );
        }

        JudgeItems(inputs, findings);
        JudgeBoot(inputs, findings);
    }

    private static void JudgeSizes(GivenInputs inputs, Findings findings)
    {
        var memory = SizeOf(inputs, "memory", DefaultMemory);
        if (memory is { } bytes && inputs.Has("memory"))
        {
            findings.AddIf(
                Descriptors.Invalid,
                inputs.LocationOf("memory"),
                "memory",
                GuestRules.Memory(bytes, isUefi: inputs.Choice("firmware") == "Uefi")
            );
        }

        if (memory is { } least && SizeOf(inputs, "maxMemory", null) is { } most)
        {
            findings.AddIf(
                Descriptors.Conflict,
                inputs.LocationOf("maxMemory"),
                "maxMemory",
                GuestRules.MaxMemory(most, least)
            );
        }

        var cpus = inputs.Has("cpus") || !inputs.IsComplete ? inputs.Integer("cpus") : 1;
        if (cpus is { } fewest && inputs.Integer("maxCpus") is { } maxCpus)
        {
            findings.AddIf(
                Descriptors.Conflict,
                inputs.LocationOf("maxCpus"),
                "maxCpus",
                GuestRules.MaxCpus(maxCpus, fewest)
            );
        }
    }

    private static long? SizeOf(GivenInputs inputs, string name, string? otherwise)
    {
        var text = inputs.Has(name) || !inputs.IsComplete ? inputs.Text(name) : otherwise;
        return text is not null && ByteSize.TryParse(text, out var bytes) ? bytes : null;
    }

    private static void JudgeItems(GivenInputs inputs, Findings findings)
    {
        JudgeTwice(inputs, "disks", "serial", DiskRules.SameSerial, findings);
        JudgeTwice(inputs, "disks", "path", DiskRules.SamePath, findings);
        JudgeTwice(
            inputs,
            "networks",
            "mac",
            (mac, former) => CardRules.SameMac(mac.ToLowerInvariant(), former),
            findings
        );
    }

    /// <summary>Reports constants that two items of a list share.</summary>
    private static void JudgeTwice(
        GivenInputs inputs,
        string list,
        string input,
        Func<string, int, string> reason,
        Findings findings
    )
    {
        var items = inputs.Items(list) is { } all ? all.Select(GivenInputs.Below).ToList() : [];
        for (var i = 0; i < items.Count; i++)
        {
            for (var former = 0; former < i; former++)
            {
                if (
                    items[i] is { } item
                    && items[former] is { } other
                    && item.Text(input) is { } value
                    && string.Equals(other.Text(input), value, ComparisonOf(input))
                    && !(input == "path" && BothMayBeReadOnly(item, other))
                )
                {
                    findings.AddAt(
                        Descriptors.Conflict,
                        item.LocationOf(input),
                        $"{findings.PathOf(list)}[{i}].{input}",
                        reason(value, former)
                    );
                }
            }
        }
    }

    private static StringComparison ComparisonOf(string input) =>
        input == "mac" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Two readers of one file do no harm, and a directory is only read.</summary>
    private static bool BothMayBeReadOnly(params GivenInputs[] disks) =>
        disks.All(d => (d.Has("readOnly") && d.Flag("readOnly") != false) || d.Has("kind"));

    private static void JudgeBoot(GivenInputs inputs, Findings findings)
    {
        var mayBootOtherwise =
            !inputs.IsComplete || inputs.Has("running") || inputs.Has("extraXml");
        var isWithoutDisk = !inputs.Has("disks") || inputs.Items("disks") is { IsEmpty: true };
        if (!mayBootOtherwise && isWithoutDisk)
        {
            findings.AddIf(Descriptors.NothingToBoot, inputs.Location, "disks", GuestRules.NoDisk);
        }
    }
}
