using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Upgrades;

/// <summary>A program with a resource of every type, on a host in memory.</summary>
internal sealed class UpgradedStack : IDisposable
{
    private const string Image = "/nix/store/11111111111111111111111111111111-image";

    public UpgradedStack()
    {
        Stack.Host.FakeStore.Valid[Image] = 0;
        Stack.Host.FakeImages.Add($"{Image}/nixos.qcow2", 1 << 20);
        Stack.Write("guest.nix", "one");
        Stack.Write("root/default.nix", "{ }");
    }

    public TestStack Stack { get; } = new();

    /// <summary>What the program declares, in its order.</summary>
    public static IReadOnlyList<(string Type, string Name, PropertyMap Inputs)> Program { get; } =
    [
        ("NixImage", "image", PropertyMap.Of(("expression", "guest.nix"))),
        ("OverlayDisk", "os", PropertyMap.Of(("image", $"{Image}/nixos.qcow2"), ("size", "2GiB"))),
        (
            "ConfigDisk",
            "config",
            PropertyMap.Of(("source", "root"), ("serial", "config"), ("format", "iso"))
        ),
        (
            "ConfigDisk",
            "key",
            PropertyMap.Of(("files", PropertyMap.Of(("key", new PropertyValue.Secret("hidden")))))
        ),
        ("BridgeNetwork", "lan", PropertyMap.Of(("bridge", "br0"), ("requireUplink", false))),
        (
            "NixSystem",
            "system",
            PropertyMap.Of(("configuration", "root"), ("entry", "default.nix"), ("hostName", "web"))
        ),
        (
            "NixGuest",
            "web",
            PropertyMap.Of(
                ("memory", "256MiB"),
                ("cpus", 2),
                ("firmware", "uefi"),
                (
                    "disks",
                    PropertyValue.List(
                        PropertyMap.Of(
                            ("path", $"{Image}/nixos.qcow2"),
                            ("readOnly", true),
                            ("serial", "os")
                        )
                    )
                ),
                ("networks", PropertyValue.List(PropertyMap.Of(("network", "lan")))),
                ("running", false)
            )
        ),
    ];

    /// <summary>Makes everything as the version at hand makes it.</summary>
    public async Task UpAsync()
    {
        foreach (var (type, name, inputs) in Program)
        {
            await Stack.UpAsync(type, name, inputs);
        }
    }

    public void Dispose() => Stack.Dispose();
}
