using Infra.NixHost.Analyzers.Reading;
using Infra.NixHost.Provider.Rules;

namespace Infra.NixHost.Analyzers.Judging;

/// <summary>Judges inputs that must be set. It needs inputs to which nothing can be added later.</summary>
internal static class MissingInputs
{
    private static readonly Dictionary<string, (string Name, string Description)[]> Required = new(
        StringComparer.Ordinal
    )
    {
        ["OverlayDiskArgs"] = [("image", RequiredInputs.OverlayImage)],
        ["BridgeNetworkArgs"] = [("bridge", RequiredInputs.Bridge)],
        ["NixSystemArgs"] = [("configuration", RequiredInputs.SystemConfiguration)],
        ["GuestDiskArgs"] = [("path", RequiredInputs.DiskPath)],
        ["GuestAddressArgs"] = [("address", RequiredInputs.Address)],
        ["GuestIdentityArgs"] =
        [
            ("hostName", RequiredInputs.IdentityHostName),
            ("address", RequiredInputs.IdentityAddress),
        ],
        ["SelfConfiguringGuestArgs"] =
        [
            ("image", RequiredInputs.SharedImage),
            ("configurationRoot", RequiredInputs.ConfigurationRoot),
            ("hostConfiguration", RequiredInputs.HostConfiguration),
            ("network", RequiredInputs.Network),
            ("identity", RequiredInputs.Identity),
        ],
    };

    /// <summary>Reports each of them.</summary>
    public static void Judge(GivenInputs inputs, Findings findings)
    {
        if (!inputs.IsComplete)
        {
            return;
        }

        if (Required.TryGetValue(inputs.Type.Name, out var required))
        {
            foreach (var (name, description) in required.Where(r => !inputs.Has(r.Name)))
            {
                findings.AddIf(
                    Descriptors.Missing,
                    inputs.Location,
                    name,
                    RequiredInputs.Missing(description)
                );
            }
        }

        JudgeSources(inputs, findings);
    }

    private static void JudgeSources(GivenInputs inputs, Findings findings)
    {
        var (sources, reason) = inputs.Type.Name switch
        {
            "NixImageArgs" => (SourceRules.OfImage, SourceRules.NoImage),
            "ConfigDiskArgs" => (SourceRules.OfContent, SourceRules.NoContent),
            _ => ([], null),
        };
        if (reason is not null && !sources.Any(inputs.Has))
        {
            findings.AddIf(Descriptors.Missing, inputs.Location, sources[0], reason);
        }

        var (one, other, exactly) = inputs.Type.Name switch
        {
            "GuestNetworkArgs" => ("network", "bridge", SourceRules.Card),
            "GuestHostDeviceArgs" => ("pci", "usb", SourceRules.HostDevice),
            _ => ("", "", ""),
        };
        if (exactly.Length > 0 && !inputs.Has(one) && !inputs.Has(other))
        {
            findings.AddWhole(Descriptors.Missing, inputs.Location, exactly);
        }
    }
}
