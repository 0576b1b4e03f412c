using Infra.NixHost.Hosts;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Host;

internal sealed class HostInputTests : HostsTest
{
    [Test]
    public async Task A_resource_is_made_kept_and_removed_on_its_host()
    {
        var attic = await AtticAsync();

        await Stack.UpAsync("BridgeNetwork", "lan", Network(attic));
        Stack.Restart();
        var again = await Stack.UpAsync("BridgeNetwork", "lan", Network(await AtticAsync()));

        Assert.That(again.Operation, Is.EqualTo("same"));
        Assert.That(Attic.FakeNetworks.All, Has.Count.EqualTo(1));
        Assert.That(Stack.Host.FakeNetworks.All, Is.Empty);
        await Stack.DestroyAsync("BridgeNetwork", "lan");
        Assert.That(Attic.FakeNetworks.All, Is.Empty);
        Assert.That(Records(Attic), Is.Empty);
    }

    [Test]
    public async Task A_killed_run_is_gone_on_with_on_its_host()
    {
        await Stack.UpAsync("BridgeNetwork", "lan", Network(await AtticAsync()));
        Stack.Forget("BridgeNetwork", "lan");
        Stack.Kill();

        var step = await Stack.UpAsync("BridgeNetwork", "lan", Network(await AtticAsync()));

        Assert.That(step.Operation, Is.EqualTo("create"));
        Assert.That(Attic.FakeNetworks.All, Has.Count.EqualTo(1));
        await Stack.DestroyAsync("BridgeNetwork", "lan");
        Assert.That(Records(Attic), Is.Empty);
    }

    [Test]
    public async Task Another_address_of_the_same_machine_changes_no_resource()
    {
        await Stack.UpAsync("BridgeNetwork", "lan", Network(await AtticAsync()));
        Stack.Elsewhere.Remove(AtticAddress);
        Stack.Elsewhere["ssh://attic"] = Attic;
        Stack.Restart();

        var step = await Stack.UpAsync(
            "BridgeNetwork",
            "lan",
            Network(await ConnectAsync("attic", "ssh://attic", Attic))
        );

        Assert.That(step.Operation, Is.EqualTo("same"));
    }

    [Test]
    public async Task Naming_the_machine_that_the_resource_is_on_already_changes_nothing()
    {
        await Stack.UpAsync("BridgeNetwork", "lan", Network(null));
        Stack.Restart();
        var here = (await Stack.UpAsync("Host", "here", PropertyMap.Empty)).Outputs["connection"];

        var step = await Stack.UpAsync("BridgeNetwork", "lan", Network(here));

        Assert.That(step.Operation, Is.EqualTo("same"));
        Assert.That(Stack.Host.FakeNetworks.All, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Another_machine_replaces_the_resource()
    {
        await Stack.UpAsync("BridgeNetwork", "lan", Network(await AtticAsync()));
        Stack.Restart();
        var (_, cellar) = (await AtticAsync(), await CellarAsync());

        var step = await Stack.UpAsync("BridgeNetwork", "lan", Network(cellar));

        Assert.That(step.Operation, Is.EqualTo("replace"));
        Assert.That(Attic.FakeNetworks.All, Is.Empty);
        Assert.That(Cellar.FakeNetworks.All, Has.Count.EqualTo(1));
        Assert.That(
            Stack.Log.Lines.Last(),
            Does.Contain("the network is made anew on the other machine [replace]")
        );
    }

    [Test]
    public async Task That_a_disk_on_another_machine_loses_its_data_is_told_in_preview()
    {
        AddImage(Attic);
        AddImage(Cellar);
        await Stack.UpAsync("OverlayDisk", "os", Overlay(await AtticAsync()));
        Stack.Restart();

        await Stack.PreviewAsync("OverlayDisk", "os", Overlay(await CellarAsync()));

        Assert.That(Stack.Log.Lines.Last(), Does.Contain("[data-lost]"));
    }

    [Test]
    public async Task An_address_that_leads_to_another_machine_is_refused_before_anything_is_done()
    {
        var attic = await AtticAsync();
        await Stack.UpAsync("BridgeNetwork", "lan", Network(attic));
        Stack.Elsewhere[AtticAddress] = Cellar;
        Stack.Restart();

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.RefreshAsync("BridgeNetwork", "lan")
        );

        Assert.That(failure?.Code, Is.EqualTo("host-other"));
    }

    [Test]
    public async Task A_host_that_is_no_machine_is_refused()
    {
        var failures = await Stack.FailuresOfAsync(
            "BridgeNetwork",
            "lan",
            Network(PropertyMap.Of(("uuid", "attic")))
        );

        Assert.That(failures.Single().Path, Is.EqualTo("host.uuid"));
    }

    [Test]
    public async Task Guests_of_one_name_on_two_hosts_have_different_macs()
    {
        var (attic, cellar) = (await AtticAsync(), await CellarAsync());

        var one = await Stack.UpAsync("NixGuest", "one", Guest(attic));
        var other = await Stack.UpAsync("NixGuest", "other", Guest(cellar));

        Assert.That(Attic.FakeDomains.All.Values.Single().Name, Is.EqualTo("web"));
        Assert.That(Cellar.FakeDomains.All.Values.Single().Name, Is.EqualTo("web"));
        Assert.That(one.Outputs["macAddresses"], Is.Not.EqualTo(other.Outputs["macAddresses"]));
    }

    [Test]
    public async Task A_guest_that_gets_a_host_keeps_its_macs()
    {
        var before = await Stack.UpAsync("NixGuest", "web", Guest(null));
        Stack.Restart();
        var here = (await Stack.UpAsync("Host", "here", PropertyMap.Empty)).Outputs["connection"];

        var after = await Stack.UpAsync("NixGuest", "web", Guest(here));

        Assert.That(after.Operation, Is.EqualTo("same"));
        Assert.That(after.Outputs["macAddresses"], Is.EqualTo(before.Outputs["macAddresses"]));
    }

    [TestCase("mac", "52:54:00:00:00:07")]
    public async Task A_mac_of_two_guests_is_found_across_hosts(string name, string value)
    {
        var cards = PropertyValue.List(PropertyMap.Of(("bridge", "br0"), (name, value)));
        await Stack.UpAsync("NixGuest", "one", Guest(await AtticAsync()).With("networks", cards));

        var failures = await Stack.FailuresOfAsync(
            "NixGuest",
            "other",
            Guest(await CellarAsync()).With("networks", cards)
        );

        Assert.That(failures.Single().Path, Is.EqualTo("networks[0].mac"));
        Assert.That(failures.Single().Reason, Does.Contain("is also claimed by"));
    }

    [Test]
    public async Task An_address_of_two_guests_is_found_across_hosts()
    {
        var address = PropertyMap.Of(("address", "192.168.1.7/24"));
        await Stack.UpAsync("NixGuest", "one", Guest(await AtticAsync()).With("address", address));

        var failures = await Stack.FailuresOfAsync(
            "NixGuest",
            "other",
            Guest(await CellarAsync()).With("address", address)
        );

        Assert.That(failures.Single().Path, Is.EqualTo("address.address"));
    }

    [Test]
    public async Task A_guest_whose_network_is_on_another_host_is_refused()
    {
        await Stack.UpAsync("BridgeNetwork", "lan", Network(await AtticAsync()));
        Stack.Restart();
        var (attic, cellar) = (await AtticAsync(), await CellarAsync());
        await Stack.UpAsync("BridgeNetwork", "lan", Network(attic));

        var failures = await Stack.FailuresOfAsync(
            "NixGuest",
            "web",
            Guest(cellar).With("networks", PropertyValue.List(PropertyMap.Of(("network", "lan"))))
        );

        Assert.That(failures.Single().Path, Is.EqualTo("networks[0].network"));
        Assert.That(
            failures.Single().Reason,
            Does.StartWith($"\"lan\" is on {AtticAddress}, but the guest is on {CellarAddress}")
        );
    }

    [Test]
    public async Task A_guest_whose_new_disk_is_on_another_host_is_refused_in_preview()
    {
        AddImage(Stack.Host);
        var disk = await Stack.PreviewAsync("OverlayDisk", "os", Overlay(null));

        var failures = await Stack.FailuresOfAsync(
            "NixGuest",
            "web",
            Guest(await AtticAsync())
                .With("disks", PropertyValue.List(PropertyMap.Of(("path", disk.Outputs["path"]))))
        );

        Assert.That(
            failures.Single().Reason,
            Does.Contain($"is on this machine, but the guest is on {AtticAddress}")
        );
    }

    [Test]
    public async Task A_guest_that_somebody_has_migrated_is_found_on_its_new_host()
    {
        await Stack.UpAsync("NixGuest", "web", Guest(await AtticAsync()));
        var domain = Attic.FakeDomains.All.Single();
        Attic.FakeDomains.All.Clear();
        Cellar.FakeDomains.All[domain.Key] = domain.Value;
        Stack.Restart();
        var cellar = await CellarAsync();

        var step = await Stack.RefreshAsync("NixGuest", "web");

        Assert.That(step?.Inputs["host"], Is.EqualTo(cellar));
        Assert.That(
            Stack.Log.Warnings.Last(),
            Does.StartWith($"drift: host: it is on {CellarAddress} now, not on {AtticAddress}.")
        );
    }

    [Test]
    public async Task A_guest_that_is_on_no_host_is_gone()
    {
        await Stack.UpAsync("NixGuest", "web", Guest(await AtticAsync()));
        Attic.FakeDomains.All.Clear();
        Stack.Restart();
        await CellarAsync();

        Assert.That(await Stack.RefreshAsync("NixGuest", "web"), Is.Null);
    }

    [Test]
    public async Task A_disk_brings_its_image_from_the_machine_of_the_program()
    {
        AddImage(Stack.Host);

        await Stack.UpAsync("OverlayDisk", "os", Overlay(await AtticAsync()));

        Assert.That(Attic.FakeStore.Valid, Does.ContainKey(Image));
        Assert.That(Attic.FakeStore.Roots.Values, Does.Contain(Image));
    }

    [Test]
    public async Task A_disk_brings_its_image_from_another_host()
    {
        AddImage(Attic);
        await AtticAsync();

        await Stack.UpAsync("OverlayDisk", "os", Overlay(await CellarAsync()));

        Assert.That(Cellar.FakeStore.Roots.Values, Does.Contain(Image));
    }

    [Test]
    public async Task An_image_that_is_there_is_not_brought_again()
    {
        AddImage(Stack.Host);
        await Stack.UpAsync("OverlayDisk", "os", Overlay(await AtticAsync()));
        Attic.Calls.Clear();

        await Stack.UpAsync("OverlayDisk", "data", Overlay(await AtticAsync()));

        Assert.That(Attic.Calls.Writes, Has.None.StartsWith("bring"));
    }

    [Test]
    public async Task An_object_on_another_host_is_imported_by_address_and_id()
    {
        Attic.FakeNetworks.Add("lan", "<forward mode='bridge'/><bridge name='br0'/>");

        var step = await Stack.ImportAsync("BridgeNetwork", "lan", $"{AtticAddress}#lan");

        Assert.That(
            step?.Inputs["host"],
            Is.EqualTo(
                (PropertyValue)
                    PropertyMap.Of(("address", AtticAddress), ("uuid", $"{AtticMachine}"))
            )
        );
    }

    private static string[] Records(FakeHost host)
    {
        var directory = Path.Combine(host.Options.StateDirectory, "owners");
        return Directory.Exists(directory) ? Directory.GetFiles(directory) : [];
    }
}
