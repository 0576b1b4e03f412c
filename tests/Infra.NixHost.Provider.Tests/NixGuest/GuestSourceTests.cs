using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;
using HostException = Infra.NixHost.Hosts.HostException;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>The preview warns of missing networks and disks, which another provider may create; no guest starts without them.</summary>
internal sealed class GuestSourceTests : GuestTest
{
    private static PropertyMap WithNetwork(string name) =>
        Inputs.With("networks", PropertyValue.List(PropertyMap.Of(("network", name))));

    private static PropertyMap WithDisk(string path, string kind) =>
        Inputs.With(
            "disks",
            PropertyValue.List(
                PropertyMap.Of(("path", path), ("kind", kind), ("serial", "os"), ("format", "raw"))
            )
        );

    [Test]
    public async Task A_network_that_is_not_there_is_told_in_preview()
    {
        await Stack.PreviewAsync(Type, "web", WithNetwork("lann"));

        Assert.That(
            Stack.Log.Warnings.Single(),
            Does.StartWith("networks[0].network: the network \"lann\" does not exist yet")
                .And.EndWith(" [network-missing]")
        );
    }

    [Test]
    public async Task A_network_that_is_not_started_is_told_in_preview()
    {
        var uuid = Stack.Host.FakeNetworks.Add("idle");
        await Stack.Host.FakeNetworks.StopAsync(uuid, default);

        await Stack.PreviewAsync(Type, "web", WithNetwork("idle"));

        Assert.That(
            Stack.Log.Warnings.Single(),
            Does.Contain("virsh net-start idle").And.EndWith(" [network-inactive]")
        );
    }

    [Test]
    public async Task A_guest_that_has_only_a_directory_has_nothing_to_boot_from()
    {
        await Stack.PreviewAsync(
            Type,
            "web",
            Inputs.With(
                "disks",
                PropertyValue.List(
                    PropertyMap.Of(("path", Config), ("kind", "directory"), ("serial", "config"))
                )
            )
        );

        Assert.That(Stack.Log.Warnings.Single(), Does.EndWith(" [nothing-to-boot]"));
    }

    [Test]
    public async Task A_network_and_a_disk_that_the_program_makes_are_no_surprise()
    {
        await Stack.PreviewAsync("BridgeNetwork", "net", PropertyMap.Of(("bridge", "br0")));
        var disk = await Stack.PreviewAsync(
            "OverlayDisk",
            "disk",
            PropertyMap.Of(("image", "/images/os.qcow2"))
        );

        await Stack.PreviewAsync(
            Type,
            "web",
            WithNetwork("net")
                .With(
                    "disks",
                    PropertyValue.List(
                        PropertyMap.Of(("path", disk.Outputs["path"]), ("serial", "os"))
                    )
                )
        );

        Assert.That(Stack.Log.Warnings, Is.Empty);
    }

    [TestCase("file", "no such file")]
    [TestCase("block", "no such device")]
    [TestCase("directory", "no such directory")]
    public async Task A_disk_that_is_not_there_is_told_in_preview_and_starts_no_guest(
        string kind,
        string what
    )
    {
        var inputs = WithDisk("/nowhere/disk", kind);

        await Stack.PreviewAsync(Type, "web", inputs);
        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", inputs)
        );

        Assert.That(
            Stack.Log.Warnings.First(),
            Does.StartWith("disks[0].path: \"/nowhere/disk\": ")
                .And.Contains(what)
                .And.EndWith(" [disk-missing]")
        );
        Assert.That(failure!.Code, Is.EqualTo("disk-missing"));
        Assert.That(Domains.All, Is.Empty);
    }

    [Test]
    public async Task What_went_away_is_told_by_a_refresh_and_not_with_every_other_change()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Stack.Host.FakeNetworks.All.Clear();
        Stack.Restart();

        var step = await Stack.PreviewAsync(Type, "web", Inputs.With("agent", true));

        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That(Stack.Log.Warnings, Is.Empty);
    }
}
