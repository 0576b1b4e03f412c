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

    [TestCase("buildOn", "ssh://a - - 9; @/file")]
    [TestCase("stateDirectory", "state")]
    public async Task A_connection_written_by_hand_is_checked_as_a_host_is(
        string name,
        string value
    )
    {
        var connection = PropertyMap.Of(("uuid", $"{AtticMachine}"), (name, value));

        var failures = await Stack.FailuresOfAsync("BridgeNetwork", "lan", Network(connection));

        Assert.That(failures.Single().Path, Is.EqualTo($"host.{name}"));
    }

    [Test]
    public async Task What_the_program_leaves_out_does_not_change_on_a_host_that_is_not_known_yet()
    {
        await Stack.UpAsync(
            "NixGuest",
            "web",
            On(await AtticAsync(), PropertyMap.Of(("memory", "128MiB"), ("waitFor", "none")))
        );
        Stack.Restart();

        var step = await Stack.PreviewAsync(
            "NixGuest",
            "web",
            On(
                PropertyValue.Computed.Instance,
                PropertyMap.Of(("memory", "128MiB"), ("waitFor", "none"))
            )
        );

        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That(step.Diff?.Changes.Select(c => c.Path), Is.EqualTo(["host"]));
    }

    [Test]
    public async Task A_replaced_guest_keeps_its_macs_whenever_it_got_its_host()
    {
        var before = await Stack.UpAsync("NixGuest", "web", Guest(null));
        Stack.Restart();
        var here = (await Stack.UpAsync("Host", "here", PropertyMap.Empty)).Outputs["connection"];
        await Stack.UpAsync("NixGuest", "web", Guest(here));

        var after = await Stack.ForceReplaceAsync(
            "NixGuest",
            "web",
            Guest(here),
            deletesFirst: true
        );

        Assert.That(after.Outputs["macAddresses"], Is.EqualTo(before.Outputs["macAddresses"]));
    }

    [Test]
    public async Task An_old_address_in_a_state_is_not_asked_when_the_machine_is_open()
    {
        await Stack.UpAsync("BridgeNetwork", "lan", Network(await AtticAsync()));
        Stack.Elsewhere.Remove(AtticAddress);
        Stack.Elsewhere["ssh://attic"] = Attic;
        Stack.Restart();
        await ConnectAsync("attic", "ssh://attic", Attic);

        Assert.That(await Stack.RefreshAsync("BridgeNetwork", "lan"), Is.Not.Null);
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
