using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>A stack with an overlay and a config directory for guests.</summary>
internal abstract class GuestTest
{
    protected const string Type = "NixGuest";
    protected const string Config = "/nix/store/44444444444444444444444444444444-nixhost-config";
    protected const string NewConfig = "/nix/store/55555555555555555555555555555555-nixhost-config";

    protected static PropertyMap Inputs { get; } =
        PropertyMap.Of(
            ("memory", "128MiB"),
            (
                "disks",
                PropertyValue.List(
                    PropertyMap.Of(("path", "/images/os.qcow2"), ("serial", "os")),
                    PropertyMap.Of(("path", Config), ("kind", "directory"), ("serial", "config"))
                )
            ),
            ("networks", PropertyValue.List(PropertyMap.Of(("network", "lan")))),
            ("waitFor", "configured"),
            ("waitTimeout", "10s")
        );

    protected static PropertyMap WithConfig(string path) =>
        Inputs.With(
            "disks",
            PropertyValue.List(
                PropertyMap.Of(("path", "/images/os.qcow2"), ("serial", "os")),
                PropertyMap.Of(("path", path), ("kind", "directory"), ("serial", "config"))
            )
        );

    protected TestStack Stack { get; private set; } = null!;
    protected FakeDomains Domains => Stack.Host.FakeDomains;

    protected static void Furnish(TestStack stack)
    {
        stack.Host.FakeImages.Add(
            "/nix/store/11111111111111111111111111111111-image/nixos.qcow2",
            1024
        );
        stack.Host.FakeImages.Add(
            "/images/os.qcow2",
            2048,
            "/nix/store/11111111111111111111111111111111-image/nixos.qcow2"
        );
        stack.Host.FakeNetworks.Add("lan", "<forward mode='bridge'/><bridge name='br0'/>");
        stack.Host.FakeStore.Valid[Config] = 0;
        stack.Host.FakeStore.Valid[NewConfig] = 0;
    }

    [SetUp]
    public void MakeStack() => Furnish(Stack = new());

    [TearDown]
    public void RemoveStack() => Stack.Dispose();
}
