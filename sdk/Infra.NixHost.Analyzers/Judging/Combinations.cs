using Infra.NixHost.Analyzers.Reading;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Analyzers.Judging;

/// <summary>Judges inputs that exclude each other or do not fit together.</summary>
internal static class Combinations
{
    /// <summary>Reports each of them.</summary>
    public static void Judge(GivenInputs inputs, Findings findings)
    {
        switch (inputs.Type.Name)
        {
            case "NixImageArgs":
                JudgeImage(inputs, findings);
                break;
            case "ConfigDiskArgs":
                JudgeContent(inputs, findings);
                break;
            case "OverlayDiskArgs":
                JudgeOverlay(inputs, findings);
                break;
            case "GuestNetworkArgs":
                JudgeBoth(inputs, "network", "bridge", SourceRules.Card, findings);
                break;
            case "GuestHostDeviceArgs":
                JudgeBoth(inputs, "pci", "usb", SourceRules.HostDevice, findings);
                break;
            case "GuestDiskArgs":
                JudgeDisk(inputs, findings);
                break;
            case "GuestAddressArgs" or "GuestIdentityArgs":
                JudgeAddress(inputs, findings);
                break;
            case "NixGuestArgs":
                GuestCombinations.Judge(inputs, findings);
                break;
        }
    }

    private static void JudgeImage(GivenInputs inputs, Findings findings)
    {
        var given = SourceRules.OfImage.Where(inputs.Has).ToList();
        foreach (var second in given.Skip(1))
        {
            // The message quotes both values.
            if (inputs.Text(second) is { } value && inputs.Text(given[0]) is { } former)
            {
                findings.AddIf(
                    Descriptors.Besides,
                    inputs.LocationOf(second),
                    second,
                    SourceRules.Besides(value, given[0], former)
                );
            }
        }
    }

    private static void JudgeContent(GivenInputs inputs, Findings findings)
    {
        var given = SourceRules.OfContent.Where(inputs.Has).ToList();
        foreach (var second in given.Skip(1).Where(s => IsWritten(inputs, given[0], s)))
        {
            findings.AddIf(
                Descriptors.Besides,
                inputs.LocationOf(second),
                second,
                SourceRules.Besides(given[0])
            );
        }
    }

    /// <summary>Whether two inputs have values for sure: a variable may hold <c>null</c>.</summary>
    private static bool IsWritten(GivenInputs inputs, string one, string other) =>
        new[] { one, other }.All(name => name == "files" || inputs.Text(name) is not null);

    private static void JudgeOverlay(GivenInputs inputs, Findings findings)
    {
        if (inputs.Text("directory") is { } directory && inputs.Text("pool") is { } pool)
        {
            findings.AddIf(
                Descriptors.Besides,
                inputs.LocationOf("directory"),
                "directory",
                DiskRules.DirectoryAndPool(directory, pool)
            );
        }
    }

    private static void JudgeBoth(
        GivenInputs inputs,
        string one,
        string other,
        string reason,
        Findings findings
    )
    {
        if (inputs.Text(one) is not null && inputs.Text(other) is not null)
        {
            findings.AddWhole(Descriptors.Besides, inputs.LocationOf(other), reason);
        }
    }

    private static void JudgeDisk(GivenInputs inputs, Findings findings)
    {
        // A kind that is not written out may be a volume.
        var kind = inputs.Has("kind") ? inputs.Choice("kind") : "File";
        if (
            inputs.Text("path") is { } path
            && kind is not null
            && (inputs.IsComplete || inputs.Has("kind"))
        )
        {
            findings.AddIf(
                Descriptors.Invalid,
                inputs.LocationOf("path"),
                "path",
                DiskRules.Path(path, isVolume: kind == "Volume")
            );
        }
    }

    private static void JudgeAddress(GivenInputs inputs, Findings findings)
    {
        var servers = inputs.Items("dns") is { } items
            ? items.Select(i => (Place: i.Syntax.GetLocation(), Text: i.Text())).ToList()
            : [];
        // An item that is not known is replaced by a good one, so that the others keep their places.
        var found = LanAddressRules.Find(
            "",
            inputs.Text("address"),
            inputs.Text("gateway"),
            [.. servers.Select(s => s.Text ?? "0.0.0.0")]
        );
        foreach (var (path, reason) in found)
        {
            var index = servers.FindIndex(s => $"dns[{servers.IndexOf(s)}]" == path);
            var place = index < 0 ? inputs.LocationOf(path) : servers[index].Place;
            findings.AddIf(Descriptors.Invalid, place, path, reason);
        }
    }
}
