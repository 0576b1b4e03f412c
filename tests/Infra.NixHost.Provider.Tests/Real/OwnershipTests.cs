using System.Text.RegularExpressions;
using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Whose is it? The questions of Resources.OwnershipTests on real libvirt, with machines that run.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class OwnershipTests
{
    private RealHost _real = null!;
    private RealBridges _bridges = null!;
    private string _name = "";
    private string _bridge = "";
    private DirectoryInfo _elsewhere = null!;

    [SetUp]
    public async Task Start()
    {
        _real = new();
        _bridges = new();
        _name = _real.Prefix;
        _bridge = await _bridges.MakeAsync();
        _elsewhere = Directory.CreateTempSubdirectory("nixhost-real-clone-");
        await _real.MakeDiskAsync("base");
    }

    [TearDown]
    public async Task TearDown()
    {
        await _real.DisposeAsync();
        await _bridges.DisposeAsync();
        _elsewhere.Delete(recursive: true);
    }

    private PropertyMap Disk =>
        PropertyMap.Of(
            ("image", Path.Combine(_real.Host.Options.ImageDirectory, "base.qcow2")),
            ("size", "32MiB")
        );

    private PropertyMap Network =>
        PropertyMap.Of(("bridge", _bridge), ("networkName", _name), ("requireUplink", false));

    private PropertyMap Guest(string disk) =>
        PropertyMap.Of(
            ("guestName", _name),
            ("memory", "32MiB"),
            ("disks", PropertyValue.List(PropertyMap.Of(("path", disk), ("serial", "root")))),
            ("networks", PropertyValue.List(PropertyMap.Of(("network", _name)))),
            ("shutdownTimeout", "0s"),
            ("autostart", false)
        );

    /// <summary>A disk, a network and a guest that runs with them.</summary>
    private async Task<PropertyMap> MakeAsync()
    {
        await _real.Stack.UpAsync("BridgeNetwork", "n", Network);
        var disk = await _real.Stack.UpAsync("OverlayDisk", "d", Disk);
        var guest = Guest(disk.Id);
        await _real.Stack.UpAsync("NixGuest", "g", guest);
        _real.Stack.Restart();
        return guest;
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_second_state_adopts_changes_and_removes_nothing_of_the_first(bool isClone)
    {
        var guest = await MakeAsync();
        var (run, xml) = (await RealHost.RunIdAsync(_name), (await _real.DomainAsync(_name)).Xml);
        var second = new HostStack(
            _real.Host,
            isClone ? _elsewhere.FullName : _real.Stack.Directory
        );

        foreach (
            var (type, name, inputs) in new[]
            {
                ("BridgeNetwork", "n", Network),
                ("OverlayDisk", "d", Disk),
                ("NixGuest", "g", guest.With("memory", "48MiB")),
            }
        )
        {
            var reasons = (await second.FailuresOfAsync(type, name, inputs)).Select(f => f.Reason);
            if (isClone)
            {
                Assert.That(reasons, Has.Some.Contains("[owned-elsewhere]"), type);
            }
            else if (type != "OverlayDisk")
            {
                // In the same folder a preview cannot tell a second state from a forced replacement, and up refuses.
                Assert.That(second.Log.Warnings, Has.Some.Contains("[owned-elsewhere]"), type);
                await IsRefusedAsync(() => second.UpAsync(type, name, inputs));
            }
        }

        Assert.That(await RealHost.RunIdAsync(_name), Is.EqualTo(run));
        Assert.That((await _real.DomainAsync(_name)).Xml, Is.EqualTo(xml));
        second.Restart();
        await DestroyAsync("g", "d", "n");
    }

    [Test]
    public async Task What_a_killed_run_has_left_is_taken_over_and_runs_on()
    {
        var guest = await MakeAsync();
        var run = await RealHost.RunIdAsync(_name);
        await _real.Stack.DestroyAsync("NixGuest", "g");
        await _real.Stack.UpAsync("NixGuest", "g", guest);
        run = await RealHost.RunIdAsync(_name);
        _real.Stack.Forget("NixGuest", "g");
        _real.Stack.Kill();

        var step = await _real.Stack.UpAsync("NixGuest", "g", guest);

        Assert.That(step.Operation, Is.EqualTo("create"));
        Assert.That(await RealHost.RunIdAsync(_name), Is.EqualTo(run));
        await DestroyAsync("g", "d", "n");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_renamed_stack_and_a_renamed_resource_go_on(bool isStack)
    {
        var guest = await MakeAsync();
        var before = await _real.DomainAsync(_name);
        var (g, d, n) = isStack ? ("g", "d", "n") : ("g2", "d2", "n2");
        if (isStack)
        {
            _real.Stack.RenameStack("prod");
        }
        else
        {
            _real.Stack.Rename("NixGuest", "g", g);
            _real.Stack.Rename("OverlayDisk", "d", d);
            _real.Stack.Rename("BridgeNetwork", "n", n);
        }

        Assert.That(await OperationAsync("BridgeNetwork", n, Network), Is.EqualTo("same"));
        Assert.That(await OperationAsync("OverlayDisk", d, Disk), Is.EqualTo("same"));
        Assert.That(await OperationAsync("NixGuest", g, guest), Is.EqualTo("same"));
        await _real.Stack.RefreshAsync("NixGuest", g);
        Assert.That(_real.Stack.Log.Warnings, Is.Empty);
        Assert.That(
            await OperationAsync("NixGuest", g, guest.With("memory", "48MiB")),
            Is.EqualTo("update")
        );
        Assert.That(
            await OperationAsync("OverlayDisk", d, Disk.With("size", "48MiB")),
            Is.EqualTo("update")
        );
        Assert.That(
            await OperationAsync("BridgeNetwork", n, Network.With("autostart", false)),
            Is.EqualTo("update")
        );

        var after = await _real.DomainAsync(_name);
        Assert.That(after.Info.Uuid, Is.EqualTo(before.Info.Uuid));
        Assert.That(MacOf(after), Is.EqualTo(MacOf(before)));
        Assert.That(OwnerXml.Read(after.Xml)?.Urn, Does.EndWith($"::{g}"));
        Assert.That(OwnerXml.Read(after.Xml)?.Stack, Is.EqualTo(isStack ? "prod" : "dev"));
        await DestroyAsync(g, d, n);
    }

    [Test]
    public async Task A_forced_replacement_makes_each_resource_anew()
    {
        var guest = await MakeAsync();
        var run = await RealHost.RunIdAsync(_name);
        var disk = _real.Stack.StateOf("OverlayDisk", "d").Id;

        var other = await _real.Stack.ForceReplaceAsync("OverlayDisk", "d", Disk, false, true);
        await _real.Stack.ForceReplaceAsync("BridgeNetwork", "n", Network, deletesFirst: true);
        Assert.That(await RealHost.RunIdAsync(_name), Is.EqualTo(run));
        await _real.Stack.ForceReplaceAsync("NixGuest", "g", guest, deletesFirst: true);
        await _real.Stack.DestroyAsync("NixGuest", "g");
        _real.Stack.Restart();
        var step = await _real.Stack.ForceReplaceAsync("OverlayDisk", "d", Disk, false);
        await _real.Stack.UpAsync("NixGuest", "g", Guest(step.Id));

        Assert.That(other.Id, Is.Empty.Or.EqualTo(step.Id));
        Assert.That(step.Id, Is.Not.EqualTo(disk));
        Assert.That(File.Exists(disk), Is.False);
        Assert.That(await RealHost.RunIdAsync(_name), Is.Not.EqualTo(run));
        await DestroyAsync("g", "d", "n");
    }

    [Test]
    public async Task A_state_of_an_old_version_gets_its_token_and_then_is_the_only_owner()
    {
        var guest = await MakeAsync();
        var file = Path.Combine(_real.Stack.Directory, "old.xml");
        var old = Regex.Replace(
            (await _real.DomainAsync(_name)).Xml,
            " (token|folder|operator)=(\"[^\"]*\"|'[^']*')",
            ""
        );
        await File.WriteAllTextAsync(file, old);
        await RealHost.VirshAsync("define", file);
        _real.Stack.Edit(
            "NixGuest",
            "g",
            s => s with { Outputs = s.Outputs.Without(Owners.Output) }
        );
        var before = _real.Stack.StateOf("NixGuest", "g");

        await _real.Stack.UpAsync("NixGuest", "g", guest.With("memory", "48MiB"));

        var tag = OwnerXml.Read((await _real.DomainAsync(_name)).Xml);
        Assert.That(tag?.Home, Is.Not.Null);
        var clone = new HostStack(_real.Host, _elsewhere.FullName);
        clone.Put("NixGuest", "g", before);
        var failure = await Assert.ThrowsAsync<HostException>(() =>
            clone.DestroyAsync("NixGuest", "g")
        );
        Assert.That(failure?.Code, Is.EqualTo("owned-elsewhere"));
        Assert.That((await _real.DomainAsync(_name)).Info.State, Is.EqualTo(DomainState.Running));
        await DestroyAsync("g", "d", "n");
    }

    [Test]
    public async Task A_running_domain_of_somebody_else_with_the_uuid_of_a_new_guest_runs_on()
    {
        await StartTheirsAsync(HostStack.IdentityOf("NixGuest", "g").Uuid(_name), _bridge);
        var inputs = PropertyMap.Of(("guestName", _name), ("memory", "32MiB"));

        var reasons = (await _real.Stack.FailuresOfAsync("NixGuest", "g", inputs)).Select(f =>
            f.Reason
        );

        Assert.That(
            reasons,
            Has.Some.Contains("[guest-foreign]").And.Some.Contains($"{_name}-theirs")
        );
        Assert.That(
            (await _real.DomainAsync($"{_name}-theirs")).Info.State,
            Is.EqualTo(DomainState.Running)
        );
    }

    [Test]
    public async Task A_network_of_somebody_else_with_the_uuid_of_a_new_one_stays()
    {
        var uuid = HostStack.IdentityOf("BridgeNetwork", "n").Uuid(_name);
        var file = Path.Combine(_real.Stack.Directory, "net.xml");
        await File.WriteAllTextAsync(
            file,
            $"<network><name>{_name}-theirs</name><uuid>{uuid}</uuid><forward mode='bridge'/><bridge name='{_bridge}'/></network>"
        );
        await RealHost.VirshAsync("net-define", file);
        await RealHost.VirshAsync("net-start", $"{_name}-theirs");

        var reasons = (await _real.Stack.FailuresOfAsync("BridgeNetwork", "n", Network)).Select(f =>
            f.Reason
        );

        Assert.That(reasons, Has.Some.Contains("[network-foreign]"));
        Assert.That(
            await _real.Host.Networks.FindAsync($"{_name}-theirs", default),
            Has.Property("IsActive").True
        );
    }

    [Test]
    public async Task A_network_stays_while_a_guest_of_somebody_else_runs_on_it()
    {
        await _real.Stack.UpAsync("BridgeNetwork", "n", Network);
        await StartTheirsAsync(Guid.NewGuid(), network: _name);

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _real.Stack.DestroyAsync("BridgeNetwork", "n")
        );

        Assert.That(failure?.Message, Does.Contain($"{_name}-theirs"));
        Assert.That(
            await _real.Host.Networks.FindAsync(_name, default),
            Has.Property("IsActive").True
        );
    }

    private static async Task IsRefusedAsync(Func<Task> run)
    {
        var failure = await Assert.ThrowsAsync<HostException>(() => run());
        Assert.That(failure?.Code, Is.EqualTo("owned-elsewhere"));
    }

    private async Task StartTheirsAsync(Guid uuid, string? bridge = null, string? network = null)
    {
        var card = network is null
            ? $"<interface type='bridge'><source bridge='{bridge}'/></interface>"
            : $"<interface type='network'><source network='{network}'/></interface>";
        var file = Path.Combine(_real.Stack.Directory, "theirs.xml");
        await File.WriteAllTextAsync(
            file,
            $"""
            <domain type='qemu'><name>{_name}-theirs</name><uuid>{uuid}</uuid><memory unit='MiB'>32</memory>
            <os><type arch='x86_64' machine='q35'>hvm</type></os>
            <devices>{card}</devices></domain>
            """
        );
        await RealHost.VirshAsync("define", file);
        await RealHost.VirshAsync("start", $"{_name}-theirs");
    }

    private async Task<string> OperationAsync(string type, string name, PropertyMap inputs) =>
        (await _real.Stack.UpAsync(type, name, inputs)).Operation;

    private static string? MacOf(DomainReading domain) =>
        XElement.Parse(domain.Xml).Descendants("mac").Single().Attribute("address")?.Value;

    private async Task DestroyAsync(string guest, string disk, string network)
    {
        var path = _real.Stack.StateOf("OverlayDisk", disk).Id;
        await _real.Stack.DestroyAsync("NixGuest", guest);
        await _real.Stack.DestroyAsync("OverlayDisk", disk);
        await _real.Stack.DestroyAsync("BridgeNetwork", network);
        Assert.That(await _real.Host.Domains.FindAsync(_name, default), Is.Null);
        Assert.That(await _real.Host.Networks.FindAsync(_name, default), Is.Null);
        Assert.That(File.Exists(path), Is.False);
        _real.Stack.Restart();
        var records = Path.Combine(_real.Host.Options.StateDirectory, "owners");
        Assert.That(Directory.GetFiles(records), Is.Empty);
    }
}
