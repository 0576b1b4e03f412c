using System.Xml.Linq;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>A Linux on real libvirt keeps running while its devices, CPUs and memory change.</summary>
[Category("Real")]
[CancelAfter(300_000)]
[NonParallelizable]
internal sealed class LiveChangeTests
{
    private const string Type = "NixGuest";
    private RealHost _real = null!;
    private PropertyMap _inputs = null!;
    private string _name = "";
    private string _runId = "";

    [OneTimeSetUp]
    public async Task Boot()
    {
        _real = new();
        _name = $"{_real.Prefix}-live";
        var disk = await _real.MakeSystemDiskAsync("live");
        var config = Directory.CreateDirectory(Path.Combine(_real.Stack.Directory, "config"));
        await File.WriteAllTextAsync(Path.Combine(config.FullName, "hostname"), "live\n");
        await File.WriteAllTextAsync(Path.Combine(config.FullName, "address"), "10.99.0.2/24\n");
        _inputs = PropertyMap.Of(
            ("memory", "128MiB"),
            ("maxMemory", "192MiB"),
            ("maxCpus", 2),
            ("cpus", 1),
            ("disks", PropertyValue.List(Disk(disk, "os"), Folder(config.FullName))),
            ("networks", PropertyValue.List(Card("nixhost0"))),
            ("waitFor", "configured"),
            ("autostart", false),
            ("shutdownTimeout", "5s")
        );
        await _real.Stack.UpAsync(Type, _name, _inputs);
        _runId = await RealHost.RunIdAsync(_name);
    }

    [OneTimeTearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [Test]
    public async Task A_user_adds_a_disk_and_takes_it_away_without_a_restart()
    {
        var data = await _real.MakeDiskAsync("data");
        var disks = ((PropertyValue.Array)_inputs["disks"]).Items;

        await LiveAsync(_inputs.With("disks", PropertyValue.List([.. disks, Disk(data, "data")])));
        Assert.That(
            (await _real.DomainAsync(_name)).LiveXml,
            Does.Contain("<serial>data</serial>")
        );
        Assert.That((await _real.DomainAsync(_name)).Xml, Does.Contain("<serial>data</serial>"));

        await LiveAsync(_inputs);
        Assert.That((await _real.DomainAsync(_name)).LiveXml, Does.Not.Contain("data</serial>"));
        Assert.That((await _real.DomainAsync(_name)).Xml, Does.Not.Contain("data</serial>"));
    }

    [Test]
    public async Task A_user_adds_a_config_disk_without_a_restart()
    {
        var more = Directory.CreateDirectory(Path.Combine(_real.Stack.Directory, "more"));
        var disks = ((PropertyValue.Array)_inputs["disks"]).Items;

        await LiveAsync(
            _inputs.With("disks", PropertyValue.List([.. disks, Folder(more.FullName, "more")]))
        );
        await LiveAsync(_inputs);
    }

    [Test]
    public async Task Adding_a_network_card_keeps_the_mac_address_and_the_slot_of_the_first()
    {
        var before = await FirstCardAsync();

        await LiveAsync(
            _inputs.With("networks", PropertyValue.List(Card("nixhost0"), Card("nixhost0")))
        );
        var after = await FirstCardAsync();
        var persistent = System.Xml.Linq.XElement.Parse((await _real.DomainAsync(_name)).Xml);

        Assert.That(after, Is.EqualTo(before));
        Assert.That(
            persistent.Descendants("interface").First().Element("address")!.ToString(),
            Is.EqualTo(before.Address)
        );
        await LiveAsync(_inputs);
    }

    [Test]
    public async Task A_card_moves_to_another_network_without_a_restart()
    {
        var network = $"{_real.Prefix}-net";
        await _real.Stack.UpAsync(
            "BridgeNetwork",
            network,
            PropertyMap.Of(("bridge", "nixhost0"), ("requireUplink", false))
        );

        await LiveAsync(
            _inputs.With("networks", PropertyValue.List(PropertyMap.Of(("network", network))))
        );
        Assert.That((await _real.DomainAsync(_name)).LiveXml, Does.Contain($"network='{network}'"));
        await LiveAsync(_inputs);
    }

    [Test]
    public async Task The_agents_channel_is_plugged_in_and_out_without_a_restart()
    {
        await LiveAsync(_inputs.With("agent", true));
        Assert.That(
            (await _real.DomainAsync(_name)).LiveXml,
            Does.Contain("org.qemu.guest_agent.0")
        );
        await LiveAsync(_inputs);
    }

    [Test]
    public async Task Raised_memory_reaches_the_guest_without_a_restart()
    {
        await LiveAsync(_inputs.With("memory", "160MiB"));
        var stats = await RealHost.VirshAsync("dommemstat", _name);
        Assert.That(stats, Does.Contain($"actual {160 * 1024}"));

        await LiveAsync(_inputs);
        stats = await RealHost.VirshAsync("dommemstat", _name);
        Assert.That(stats, Does.Contain($"actual {128 * 1024}"));
    }

    [Test]
    public async Task What_follows_a_crash_changes_at_once()
    {
        await LiveAsync(_inputs.With("restartPolicy", "preserve"));
        Assert.That(
            (await _real.DomainAsync(_name)).LiveXml,
            Does.Contain("<on_crash>preserve</on_crash>")
        );
        await LiveAsync(_inputs);
    }

    [Test]
    public async Task A_live_change_that_fails_half_way_is_taken_back()
    {
        var data = await _real.MakeDiskAsync("half");
        var disks = ((PropertyValue.Array)_inputs["disks"]).Items;
        var before = await _real.DomainAsync(_name);
        var wanted = _inputs.With(
            "disks",
            PropertyValue.List([
                .. disks,
                Disk(data, "half"),
                // Only libvirt resolves pools, when it opens the volume.
                Disk("no-such-pool/gone", "gone").With("kind", "volume").With("format", "raw"),
            ])
        );

        var failure = await Assert.ThrowsAsync<NixHost.Hosts.Libvirt.LibvirtException>(() =>
            _real.Stack.UpAsync(Type, _name, wanted)
        );

        Assert.That(failure!.Message, Does.Contain("no-such-pool"));
        var after = await _real.DomainAsync(_name);
        Assert.That(after.Xml, Is.EqualTo(before.Xml));
        Assert.That(after.LiveXml, Does.Not.Contain("<serial>half</serial>"));
        Assert.That(await RealHost.RunIdAsync(_name), Is.EqualTo(_runId));
    }

    /// <summary>A busy guest may throw out a device that comes back into the slot it was told to empty.</summary>
    [Test]
    public async Task A_disk_that_a_failed_change_took_away_comes_back_into_another_slot()
    {
        var disks = ((PropertyValue.Array)_inputs["disks"]).Items;
        var data = Disk(await _real.MakeDiskAsync("back"), "back");
        var gone = Disk("no-such-pool/gone", "gone").With("kind", "volume").With("format", "raw");
        await LiveAsync(_inputs.With("disks", PropertyValue.List([.. disks, data])));
        var before = await _real.DomainAsync(_name);

        await Assert.ThrowsAsync<NixHost.Hosts.Libvirt.LibvirtException>(() =>
            _real.Stack.UpAsync(
                Type,
                _name,
                _inputs.With("disks", PropertyValue.List([.. disks, gone]))
            )
        );

        var after = await _real.DomainAsync(_name);
        Assert.That(after.Xml, Is.EqualTo(before.Xml));
        Assert.That(SlotOf("back", after.LiveXml), Is.Not.EqualTo(SlotOf("back", before.LiveXml)));
        await LiveAsync(_inputs);
        Assert.That(
            (await _real.DomainAsync(_name)).LiveXml,
            Does.Not.Contain("<serial>back</serial>")
        );
    }

    [Test]
    public async Task More_cpus_within_the_maximum_come_without_a_restart()
    {
        await LiveAsync(_inputs.With("cpus", 2));
        // A guest gives no CPU back, so the tests that follow go on from here.
        _inputs = _inputs.With("cpus", 2);
        Assert.That(
            await RealHost.VirshAsync("vcpucount", _name, "--live", "--active"),
            Does.StartWith("2")
        );
    }

    /// <summary>Runs an update that is announced as live, and checks that the guest neither restarts nor reboots.</summary>
    private async Task LiveAsync(PropertyMap inputs)
    {
        var uuid = Guid.Parse(_real.Stack.StateOf(Type, _name).Id);
        var step = await _real.Stack.UpAsync(Type, _name, inputs);

        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That(step.Diff!.Changes.Select(c => c.Impact), Is.All.EqualTo(ChangeImpact.Live));
        Assert.That(await RealHost.RunIdAsync(_name), Is.EqualTo(_runId));
        Assert.That(
            GuestJournal.Of(_real.Host, uuid).Read().Select(r => r.Boot).Distinct().Count(),
            Is.EqualTo(1)
        );
    }

    private static string SlotOf(string serial, string? liveXml) =>
        DeviceKeys.Disk(XElement.Parse(liveXml!), serial)!.Element("address")!.ToString();

    private async Task<(string Mac, string Address)> FirstCardAsync()
    {
        var card = System
            .Xml.Linq.XElement.Parse((await _real.DomainAsync(_name)).LiveXml!)
            .Descendants("interface")
            .First();
        return (card.Element("mac")!.ToString(), card.Element("address")!.ToString());
    }

    private static PropertyMap Disk(string path, string serial) =>
        PropertyMap.Of(("path", path), ("serial", serial));

    private static PropertyMap Folder(string path, string serial = "config") =>
        PropertyMap.Of(("path", path), ("kind", "directory"), ("serial", serial));

    private static PropertyMap Card(string bridge) => PropertyMap.Of(("bridge", bridge));
}
