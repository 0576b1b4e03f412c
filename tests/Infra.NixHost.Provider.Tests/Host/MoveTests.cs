using Infra.NixHost.Hosts;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Host;

internal sealed class MoveTests : HostsTest
{
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
    public async Task A_name_that_is_taken_on_the_new_machine_is_told_in_preview()
    {
        await Stack.UpAsync("NixGuest", "web", Guest(await AtticAsync()));
        var foreign = Guid.NewGuid();
        Cellar.FakeDomains.All[foreign] = new(foreign, "web")
        {
            Xml = $"<domain><name>web</name><uuid>{foreign}</uuid></domain>",
        };
        Stack.Restart();

        var failures = await Stack.FailuresOfAsync("NixGuest", "web", Guest(await CellarAsync()));

        Assert.That(failures.Single().Reason, Does.Contain("[guest-foreign]"));
        Assert.That(Attic.FakeDomains.All, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_guest_that_stays_when_its_network_goes_is_refused_in_preview()
    {
        await Stack.UpAsync("BridgeNetwork", "lan", Network(await AtticAsync()));
        Stack.Restart();
        var (attic, cellar) = (await AtticAsync(), await CellarAsync());
        await Stack.PreviewAsync("BridgeNetwork", "lan", Network(cellar));

        var failures = await Stack.FailuresOfAsync(
            "NixGuest",
            "web",
            Guest(attic).With("networks", PropertyValue.List(PropertyMap.Of(("network", "lan"))))
        );

        Assert.That(failures.Single().Reason, Does.EndWith("[host-apart]"));
    }

    [Test]
    public async Task A_guest_that_stays_when_its_disk_goes_is_refused_in_preview()
    {
        AddImage(Attic);
        AddImage(Cellar);
        await Stack.UpAsync("OverlayDisk", "os", Overlay(await AtticAsync()));
        Stack.Restart();
        var (attic, cellar) = (await AtticAsync(), await CellarAsync());
        var disk = await Stack.PreviewAsync("OverlayDisk", "os", Overlay(cellar));

        var failures = await Stack.FailuresOfAsync(
            "NixGuest",
            "web",
            Guest(attic)
                .With("disks", PropertyValue.List(PropertyMap.Of(("path", disk.Outputs["path"]))))
        );

        Assert.That(failures.Single().Reason, Does.EndWith("[host-apart]"));
    }

    [Test]
    public async Task A_guest_of_a_clone_is_not_taken_for_one_that_was_migrated()
    {
        await Stack.UpAsync("NixGuest", "web", Guest(await AtticAsync()));
        var domain = Attic.FakeDomains.All.Single();
        Attic.FakeDomains.All.Clear();
        Cellar.FakeDomains.All[domain.Key] = domain.Value;
        domain.Value.Xml = System.Text.RegularExpressions.Regex.Replace(
            domain.Value.Xml,
            "token=\"[^\"]*\"",
            "token=\"other\""
        );
        Stack.Restart();
        await CellarAsync();

        Assert.That(await Stack.RefreshAsync("NixGuest", "web"), Is.Null);
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
    public async Task A_guest_is_not_gone_while_its_new_host_is_being_met()
    {
        await Stack.UpAsync("NixGuest", "web", Guest(await AtticAsync()));
        var cellar = await CellarAsync();
        var domain = Attic.FakeDomains.All.Single();
        Attic.FakeDomains.All.Clear();
        Cellar.FakeDomains.All[domain.Key] = domain.Value;
        Stack.Restart();
        var answer = new TaskCompletionSource();
        Cellar.FakeFacts.Delay = answer.Task;

        var host = Stack.RefreshAsync("Host", "cellar");
        var guest = Stack.RefreshAsync("NixGuest", "web");
        answer.SetResult();

        Assert.That(await host, Is.Not.Null);
        Assert.That((await guest)?.Inputs["host"], Is.EqualTo(cellar));
    }

    [Test]
    public async Task A_guest_is_not_called_gone_while_another_host_cannot_be_asked()
    {
        await Stack.UpAsync("NixGuest", "web", Guest(await AtticAsync()));
        await CellarAsync();
        Attic.FakeDomains.All.Clear();
        Stack.Restart();
        Cellar.FakeFacts.Failure = new("host-lost", "The host cellar.lan was lost.");
        Assert.That(() => Stack.RefreshAsync("Host", "cellar"), Throws.TypeOf<HostException>());

        Assert.That(
            () => Stack.RefreshAsync("NixGuest", "web"),
            Throws
                .TypeOf<HostException>()
                .With.Property("Code")
                .EqualTo("host-lost")
                .And.Message.StartsWith($"It is not on {AtticAddress}, and another host")
        );
        Assert.That(Stack.Has("NixGuest", "web"));
    }

    [Test]
    public async Task A_disk_that_two_guests_have_alike_stays_where_one_of_them_stays()
    {
        var content = PropertyMap.Of(("files", PropertyMap.Of(("a", "b"))), ("serial", "config"));
        var (attic, cellar) = (await AtticAsync(), await CellarAsync());
        var disk = await Stack.UpAsync("ConfigDisk", "stays", On(attic, content));
        await Stack.UpAsync("ConfigDisk", "moves", On(attic, content));
        await Stack.UpAsync("ConfigDisk", "stays", On(attic, content));
        await Stack.UpAsync("ConfigDisk", "moves", On(cellar, content));

        var failures = await Stack.FailuresOfAsync(
            "NixGuest",
            "web",
            Guest(attic)
                .With(
                    "disks",
                    PropertyValue.List(
                        PropertyMap.Of(("path", disk.Outputs["path"]), ("kind", "directory"))
                    )
                )
        );

        Assert.That(failures.Select(f => f.Reason), Has.None.Contains("[host-apart]"));
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
}
