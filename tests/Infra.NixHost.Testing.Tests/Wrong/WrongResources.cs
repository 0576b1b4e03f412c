namespace Infra.NixHost.Testing.Tests.Wrong;

/// <summary>Wrong inputs of images, systems, disks and networks.</summary>
internal static class WrongResources
{
    private const string Key =
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n";

    public static IEnumerable<WrongInput> All =>
        [.. Images, .. Systems, .. Overlays, .. Configs, .. Networks];

    private static IEnumerable<WrongInput> Images =>
        [
            new("configuration", "the image has no source", Image(new())),
            new(
                "flake",
                "is set besides configuration",
                Image(new() { Configuration = "a.nix", Flake = ".#b" })
            ),
            new("expression", "there is no file", Image(new() { Expression = "nowhere/guest" })),
            new(
                "diskSize",
                "\"5 bananas\"",
                Image(new() { Flake = ".#b", DiskSize = "5 bananas" })
            ),
            new("buildTimeout", "\"soon\"", Image(new() { Flake = ".#b", BuildTimeout = "soon" })),
            new(
                "attribute",
                "expression is not set",
                Image(new() { Configuration = "a.nix", Attribute = "x" })
            ),
        ];

    private static IEnumerable<WrongInput> Systems =>
        [
            new("configuration", "there is no file", System(new() { Configuration = "nowhere" })),
            new(
                "hostName",
                "\"web_1\"",
                System(new() { Configuration = "a.nix", HostName = "web_1" })
            ),
            new("mac", "nonsense", System(new() { Configuration = "a.nix", Mac = "nonsense" })),
            new(
                "buildTimeout",
                "\"40d\"",
                System(new() { Configuration = "a.nix", BuildTimeout = "40d" })
            ),
        ];

    private static IEnumerable<WrongInput> Overlays =>
        [
            new("image", "images/a.qcow2", Overlay(new() { Image = "images/a.qcow2" })),
            new(
                "image",
                "there is no such file on the host",
                Overlay(new() { Image = "/nowhere/a.qcow2" })
            ),
            new("size", "\"5 bananas\"", Overlay(new() { Image = "/a", Size = "5 bananas" })),
            new("size", "3000 TiB is more than", Overlay(new() { Image = "/a", Size = "3000TiB" })),
            new("directory", "\"images\"", Overlay(new() { Image = "/a", Directory = "images" })),
            new(
                "directory",
                "pool",
                Overlay(
                    new()
                    {
                        Image = "/a",
                        Directory = "/b",
                        Pool = "c",
                    }
                )
            ),
            new("fileName", "a/b", Overlay(new() { Image = "/a", FileName = "a/b" })),
        ];

    private static IEnumerable<WrongInput> Configs =>
        [
            new("source", "the disk has no content", Config(new())),
            new("source", "correct the path", Config(new() { Source = "nowhere" })),
            new("hostPath", "\"etc/guest\"", Config(new() { HostPath = "etc/guest" })),
            new(
                "hostPath",
                "is set besides source",
                Config(new() { Source = "a", HostPath = "/b" })
            ),
            new(
                "files",
                "is not a relative file name",
                Config(new() { Files = { ["../a"] = "b" } })
            ),
            new("files", "and, for", Config(new() { Files = { ["a"] = "b", ["a/c"] = "d" } })),
            new("files", "holds a private key", Config(new() { Files = { ["id"] = Key } })),
            new(
                "format",
                "contains secrets",
                Config(
                    new()
                    {
                        Format = ConfigDiskFormat.Fat,
                        Files = { ["token"] = Pulumi.Output.CreateSecret("hunter2hunter2") },
                    }
                )
            ),
            new("serial", "my disk", Config(new() { Files = { ["a"] = "b" }, Serial = "my disk" })),
        ];

    private static IEnumerable<WrongInput> Networks =>
        [
            new("bridge", "br-none", Network(new() { Bridge = "br-none" })),
            new("vlan", "5000", Network(new() { Bridge = "br0", Vlan = 5000 })),
            new("networkName", "a/b", Network(new() { Bridge = "br0", NetworkName = "a/b" })),
        ];

    private static Action Image(NixImageArgs args) => () => _ = new NixImage("image", args);

    private static Action System(NixSystemArgs args) => () => _ = new NixSystem("system", args);

    private static Action Overlay(OverlayDiskArgs args) => () => _ = new OverlayDisk("os", args);

    private static Action Config(ConfigDiskArgs args) => () => _ = new ConfigDisk("config", args);

    private static Action Network(BridgeNetworkArgs args) =>
        () => _ = new BridgeNetwork("lan", args);
}
