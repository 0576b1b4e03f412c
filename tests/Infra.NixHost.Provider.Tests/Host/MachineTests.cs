using Infra.NixHost.Hosts;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Host;

internal sealed class MachineTests : HostsTest
{
    [Test]
    public async Task Two_machines_with_one_uuid_are_refused()
    {
        (Attic.FakeFacts.MachineId, Cellar.FakeFacts.MachineId) = ("one", "other");
        Cellar.FakeFacts.Machine = AtticMachine;
        await AtticAsync();

        var failure = await Assert.ThrowsAsync<HostException>(CellarAsync);

        Assert.That(failure?.Message, Does.Contain("are two machines with one UUID"));
    }

    [Test]
    public async Task Copies_of_a_machine_are_refused()
    {
        (Attic.FakeFacts.Boot, Cellar.FakeFacts.Boot) = ("one", "other");
        Cellar.FakeFacts.Machine = AtticMachine;
        await AtticAsync();

        var failure = await Assert.ThrowsAsync<HostException>(CellarAsync);

        Assert.That(failure?.Message, Does.Contain("are two machines with one UUID"));
    }

    [Test]
    public async Task Resources_are_made_on_two_hosts_of_one_machine_in_one_run()
    {
        var attic = await AtticAsync();
        Stack.Elsewhere["ssh://attic"] = Attic;
        var fast = (
            await Stack.UpAsync(
                "Host",
                "fast",
                HostInputs("ssh://attic", Attic).With("imageDirectory", "/fast")
            )
        ).Outputs["connection"];
        await Stack.UpAsync("BridgeNetwork", "lan", Network(attic));

        await Stack.UpAsync("BridgeNetwork", "dmz", Network(fast).With("networkName", "dmz"));

        Assert.That(Attic.FakeNetworks.All, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Another_host_of_the_machine_with_other_directories_is_refused()
    {
        var attic = await AtticAsync();
        await Stack.UpAsync("BridgeNetwork", "lan", Network(attic));
        Stack.Elsewhere["ssh://attic"] = Attic;
        var other = (
            await Stack.UpAsync(
                "Host",
                "other",
                HostInputs("ssh://attic", Attic).With("stateDirectory", "/other")
            )
        ).Outputs["connection"];

        var failures = await Stack.FailuresOfAsync("BridgeNetwork", "lan", Network(other));

        Assert.That(failures.Single().Path, Is.EqualTo("host"));
        Assert.That(failures.Single().Reason, Does.Contain("give both hosts the same"));
    }

    [Test]
    public async Task Two_hosts_of_one_machine_with_different_settings_share_what_they_know_of_it()
    {
        var attic = await AtticAsync();
        Stack.Elsewhere["ssh://attic"] = Attic;
        var fast = (
            await Stack.UpAsync(
                "Host",
                "fast",
                HostInputs("ssh://attic", Attic).With("imageDirectory", "/fast")
            )
        ).Outputs["connection"];
        await Stack.UpAsync("BridgeNetwork", "lan", Network(attic));

        var failures = await Stack.FailuresOfAsync("BridgeNetwork", "other", Network(fast));

        Assert.That(failures[0].Reason, Does.Contain("is also claimed by"));
    }

    [Test]
    public async Task A_copy_that_is_met_first_is_not_taken_for_the_machine_of_a_state()
    {
        (Attic.FakeFacts.Boot, Cellar.FakeFacts.Boot) = ("one", "other");
        Cellar.FakeFacts.Machine = AtticMachine;
        var attic = await AtticAsync();
        await Stack.UpAsync("BridgeNetwork", "lan", Network(attic));
        Stack.Restart();
        await ConnectAsync("cellar", CellarAddress, Attic);

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.RefreshAsync("BridgeNetwork", "lan")
        );

        Assert.That(failure?.Message, Does.Contain("are two machines with one UUID"));
    }
}
