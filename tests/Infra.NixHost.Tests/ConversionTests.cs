using System.Collections.Immutable;

namespace Infra.NixHost.Tests;

/// <summary>Resources convert implicitly to the inputs of others, so a stack can write <c>Disks = { os, config }</c>.</summary>
internal sealed class ConversionTests
{
    private ProviderMocks _mocks = null!;

    [SetUp]
    public Task RunStackAsync()
    {
        _mocks = new();
        return Pulumi.Deployment.TestAsync(
            _mocks,
            new() { IsPreview = false },
            () =>
            {
                var image = new NixImage(
                    "image",
                    new() { Expression = "guest", Format = ImageFormat.Qcow2Compressed }
                );
                var os = new OverlayDisk("os", new() { Image = image, Size = "20GiB" });
                var config = new ConfigDisk("config", new() { Source = "config" });
                var lan = new BridgeNetwork("lan", new() { Bridge = "br0", RequireUplink = false });
                _ = new NixGuest(
                    "web",
                    new()
                    {
                        Memory = "128MiB",
                        Disks =
                        {
                            os,
                            config,
                            new GuestDiskArgs
                            {
                                Path = "/dev/sdb",
                                Kind = GuestDiskKind.Block,
                                Format = "raw",
                                Bus = DiskBus.Scsi,
                            },
                        },
                        Networks =
                        {
                            lan,
                            new GuestNetworkArgs { Bridge = "br1" },
                        },
                        Address = new GuestAddressArgs
                        {
                            Address = "192.168.1.12/24",
                            Dns = { "192.168.1.1" },
                        },
                        CpuMode = CpuMode.HostModel,
                        WaitFor = WaitFor.Configured,
                    }
                );
            }
        );
    }

    [Test]
    public void Resources_have_the_types_of_the_schema() =>
        Assert.That(
            _mocks.Types.Values,
            Is.EquivalentTo(
                new[]
                {
                    "NixImage",
                    "OverlayDisk",
                    "ConfigDisk",
                    "BridgeNetwork",
                    "NixGuest",
                }.Select(t => $"nixhost:index:{t}")
            )
        );

    [Test]
    public void An_image_stands_for_its_path() =>
        Assert.That(_mocks.Inputs["os"]["image"], Is.EqualTo("/nix/store/x-image/nixos.qcow2"));

    [Test]
    public void A_choice_travels_as_its_value()
    {
        Assert.That(_mocks.Inputs["image"]["format"], Is.EqualTo("qcow2-compressed"));
        Assert.That(_mocks.Inputs["web"]["waitFor"], Is.EqualTo("configured"));
        Assert.That(_mocks.Inputs["web"]["cpuMode"], Is.EqualTo("host-model"));
        Assert.That(Item("disks", 2)["bus"], Is.EqualTo("scsi"));
    }

    [Test]
    public void Disks_stand_for_disks_of_a_guest()
    {
        Assert.That(
            Item("disks", 0),
            Is.EquivalentTo(Entries(("path", "/images/os.qcow2"), ("kind", "file")))
        );
        Assert.That(
            Item("disks", 1),
            Is.EquivalentTo(
                Entries(
                    ("path", "/nix/store/y-config"),
                    ("kind", "directory"),
                    ("format", "raw"),
                    ("readOnly", true),
                    ("serial", "config")
                )
            )
        );
        Assert.That(Item("disks", 2)["kind"], Is.EqualTo("block"));
    }

    [Test]
    public void A_network_stands_for_a_card_of_a_guest()
    {
        Assert.That(Item("networks", 0), Is.EquivalentTo(Entries(("network", "lan"))));
        Assert.That(Item("networks", 1), Is.EquivalentTo(Entries(("bridge", "br1"))));
    }

    [Test]
    public void What_is_not_given_does_not_travel() =>
        Assert.That(_mocks.Inputs["config"].Keys, Is.EqualTo(["source"]));

    private ImmutableDictionary<string, object> Item(string list, int index) =>
        (ImmutableDictionary<string, object>)
            ((ImmutableArray<object>)_mocks.Inputs["web"][list])[index];

    private static Dictionary<string, object> Entries(
        params (string Key, object Value)[] entries
    ) => entries.ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);
}
