using Infra.NixHost;
using Pulumi;

namespace LabStack;

/// <summary>
/// What kills have to leave whole: images built from an expression and from a flake, disks, and guests that run. Version 2 changes, adds and
/// removes some of it. The guest that boots takes seconds, so it is there only where asked for.
/// </summary>
internal sealed class Attacked(Config config, int version)
{
    private readonly BridgeNetwork _lan = new(
        "lan",
        new() { Bridge = "nixhost0", RequireUplink = false }
    );

    public Dictionary<string, object?> Declare()
    {
        var built = new NixImage(
            "built",
            new()
            {
                Expression = "attack/image.nix",
                Arguments = { ["round"] = config.Require("round"), ["version"] = $"{version}" },
            }
        );
        var flake = new NixImage("flake", new() { Flake = "./attack#image" });
        Guest("changed", version == 1 ? "32MiB" : "48MiB", Disk("changed-os", built), Identity());
        if (version == 1)
        {
            Guest("grown", "32MiB", Disk("grown-os", flake));
            Guest("removed", "32MiB", Disk("removed-os", built));
        }
        else
        {
            Guest("grown", "32MiB", Disk("grown-os", flake), Disk("grown-data", flake));
            Guest("added", "32MiB", Disk("added-os", built));
        }

        if (config.GetBoolean("boots") == true)
        {
            Booting();
        }

        return [];
    }

    private static OverlayDisk Disk(string name, NixImage image) =>
        new(name, new() { Image = image, Size = "128MiB" });

    private ConfigDisk Identity() =>
        new(
            "identity",
            new()
            {
                Files = { ["version"] = $"{version}\n", ["token"] = config.RequireSecret("token") },
            }
        );

    private void Guest(string name, string memory, params Input<GuestDiskArgs>[] disks) =>
        _ = new NixGuest(
            name,
            new()
            {
                Memory = memory,
                Disks = [.. disks],
                Networks = { _lan },
                ShutdownTimeout = "0s",
            }
        );

    private void Booting()
    {
        var image = new NixImage(
            "base",
            new() { Expression = "guest", Arguments = { ["parts"] = config.Require("parts") } }
        );
        _ = new NixGuest(
            "booting",
            new()
            {
                Memory = "128MiB",
                Disks =
                {
                    new OverlayDisk("booting-os", new() { Image = image, Size = "1GiB" }),
                    new ConfigDisk(
                        "booting-config",
                        new() { Source = "config", Serial = "config" }
                    ),
                },
                Networks = { _lan },
                WaitFor = WaitFor.Configured,
                ShutdownTimeout = version == 1 ? "0s" : "1s",
            }
        );
    }
}
