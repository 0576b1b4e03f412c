using System.Globalization;
using Infra.NixHost.Analyzers.Reading;
using Infra.NixHost.Provider.Rules;

namespace Infra.NixHost.Analyzers.Judging;

/// <summary>Judges constants that are wrong by themselves.</summary>
internal static class SingleValues
{
    private static readonly Dictionary<string, Dictionary<string, Func<string, string?>>> Rules =
        new(StringComparer.Ordinal)
        {
            ["NixImageArgs"] = Of(
                ("diskSize", ValueRules.ImageSize),
                ("buildTimeout", ValueRules.Duration)
            ),
            ["NixSystemArgs"] = Of(
                ("hostName", ValueRules.HostName),
                ("mac", CardRules.Mac),
                ("buildTimeout", ValueRules.Duration)
            ),
            ["OverlayDiskArgs"] = Of(
                ("image", DiskRules.OverlayImage),
                ("size", OverlaySize),
                ("directory", ValueRules.HostPath),
                ("fileName", DiskRules.FileName)
            ),
            ["ConfigDiskArgs"] = Of(
                ("hostPath", ValueRules.HostPath),
                ("serial", DiskRules.Serial)
            ),
            ["BridgeNetworkArgs"] = Of(
                ("networkName", ValueRules.NetworkName),
                ("vlan", Whole(ValueRules.Vlan))
            ),
            ["NixGuestArgs"] = Of(
                ("guestName", GuestRules.Name),
                ("cpus", Whole(GuestRules.Cpus)),
                ("memory", ValueRules.Size),
                ("maxMemory", ValueRules.Size),
                ("waitTimeout", ValueRules.Duration),
                ("shutdownTimeout", ValueRules.Duration)
            ),
            ["GuestDiskArgs"] = Of(
                ("serial", DiskRules.Serial),
                ("bus", DiskRules.Bus),
                ("format", DiskRules.Format)
            ),
            ["GuestNetworkArgs"] = Of(
                ("mac", CardRules.Mac),
                ("model", CardRules.Model),
                ("vlan", Whole(ValueRules.Vlan))
            ),
            ["GuestIdentityArgs"] = Of(("hostName", ValueRules.HostName), ("mac", CardRules.Mac)),
            ["SelfConfiguringGuestArgs"] = Of(
                ("diskSize", OverlaySize),
                ("cpus", Whole(GuestRules.Cpus)),
                ("memory", ValueRules.Size),
                ("waitTimeout", ValueRules.Duration)
            ),
        };

    /// <summary>Reports each of them.</summary>
    public static void Judge(GivenInputs inputs, Findings findings)
    {
        if (!Rules.TryGetValue(inputs.Type.Name, out var rules))
        {
            return;
        }

        foreach (var name in inputs.Names)
        {
            if (rules.TryGetValue(name, out var rule) && inputs.Text(name) is { } text)
            {
                findings.AddIf(Descriptors.Invalid, inputs.LocationOf(name), name, rule(text));
            }
        }
    }

    private static Dictionary<string, Func<string, string?>> Of(
        params (string Name, Func<string, string?> Rule)[] rules
    ) => rules.ToDictionary(r => r.Name, r => r.Rule, StringComparer.Ordinal);

    private static string? OverlaySize(string text) =>
        !ByteSize.TryParse(text, out var size) ? ValueRules.Size(text)
        : size == 0 ? DiskRules.NoSize
        : DiskRules.OverlaySize(size);

    private static Func<string, string?> Whole(Func<int, string?> rule) =>
        text =>
            int.TryParse(
                text,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? rule(number)
                : null;
}
