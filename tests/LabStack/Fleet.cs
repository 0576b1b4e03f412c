using Infra.NixHost;
using Pulumi;

namespace LabStack;

/// <summary>Many equal guests, each with an overlay on one image and a card on the bridge. Their disks hold nothing to boot.</summary>
internal static class Fleet
{
    public static Dictionary<string, object?> Declare(Config config, int guests)
    {
        for (var i = 0; i < guests; i++)
        {
            var disk = new OverlayDisk(
                $"disk-{i}",
                new() { Image = config.Require("backing"), Size = "1GiB" }
            );
            _ = new NixGuest(
                $"guest-{i}",
                new()
                {
                    Memory = "32MiB",
                    Disks = { disk },
                    Networks =
                    {
                        new GuestNetworkArgs
                        {
                            Bridge = config.Get("bridge") ?? "nixhost0",
                            Vlan = config.GetInt32("vlan") is { } vlan ? vlan : null,
                        },
                    },
                    HugePages = config.GetBoolean("hugepages") ?? false,
                    Running = config.GetBoolean("running") ?? true,
                    ShutdownTimeout = "0s",
                    Autostart = false,
                }
            );
        }

        return [];
    }
}
