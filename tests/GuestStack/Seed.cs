using Infra.NixHost;
using Pulumi;

namespace GuestStack;

/// <summary>A guest whose base has none of our modules: it mounts four disks by device and rebuilds itself from what they hold.</summary>
internal static class Seed
{
    public static void Guest(Config config, BridgeNetwork lan, string keys)
    {
        var image = new NixImage(
            "seed-base",
            new()
            {
                Configuration = "seed/common/vm_host_base.nix",
                Nixpkgs = config.Require("nixpkgs"),
            }
        );
        _ = new NixGuest(
            "LillyLeaf",
            new()
            {
                Memory = "192MiB",
                Disks =
                {
                    new OverlayDisk("seed-os", new() { Image = image }),
                    new ConfigDisk("seed-nixConfig", new() { Source = "seed" }),
                    new ConfigDisk("seed-selfConfig", new() { Source = "seed/hosts/LillyLeaf" }),
                    new ConfigDisk(
                        "seed-ssh",
                        new() { HostPath = keys, Format = ConfigDiskFormat.Fat }
                    ),
                },
                Networks = { lan },
            }
        );
    }
}
