using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>A change of each property of a network does to it and its machine what the preview announces.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class NetworkMatrixTests
{
    private const string Type = "BridgeNetwork";
    private RealHost _real = null!;
    private RealBridges _bridges = null!;
    private PropertyMap _inputs = null!;
    private string _first = "";
    private string _second = "";

    [SetUp]
    public async Task Start()
    {
        _real = new();
        _bridges = new();
        (_first, _second) = (await _bridges.MakeAsync(), await _bridges.MakeAsync());
        _inputs = PropertyMap.Of(
            ("bridge", _first),
            ("networkName", _real.Prefix),
            ("requireUplink", false)
        );
        await _real.Stack.UpAsync(Type, "lan", _inputs);
        await _real.Stack.UpAsync(
            "NixGuest",
            _real.Prefix,
            PropertyMap.Of(
                ("memory", "32MiB"),
                ("networks", PropertyValue.List(PropertyMap.Of(("network", _real.Prefix)))),
                (
                    "disks",
                    PropertyValue.List(PropertyMap.Of(("path", await _real.MakeDiskAsync("d"))))
                ),
                ("shutdownTimeout", "0s"),
                ("autostart", false)
            )
        );
    }

    [TearDown]
    public async Task TearDown()
    {
        await _real.DisposeAsync();
        await _bridges.DisposeAsync();
    }

    [Test]
    public async Task A_user_moves_a_network_to_another_bridge_and_no_guest_restarts()
    {
        var before = await PictureAsync();
        var port = RealBridges.PortsOf(_first).Single();

        var step = await _real.Stack.UpAsync(Type, "lan", _inputs.With("bridge", _second));

        Assert.That(step.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.Live));
        Assert.That(step.Diff.Notes.Single(), Does.Contain(_real.Prefix).And.Contains("follow"));
        Assert.That(RealBridges.PortsOf(_first), Is.Empty);
        Assert.That(RealBridges.PortsOf(_second), Is.EqualTo(new[] { port }));
        var after = await PictureAsync();
        Assert.That(after with { Xml = "" }, Is.EqualTo(before with { Xml = "" }));
        Assert.That(after.Xml, Does.Contain(_second));
    }

    [TestCase("autostart", false, ChangeImpact.InPlace)]
    [TestCase("requireUplink", true, ChangeImpact.None)]
    public async Task Nobody_notices_what_is_announced_as_unnoticed(
        string property,
        bool value,
        ChangeImpact announced
    )
    {
        // Requiring an uplink is an error where there is none.
        await _bridges.AddUplinkAsync(_first);
        var before = await PictureAsync();

        var step = await _real.Stack.UpAsync(Type, "lan", _inputs.With(property, value));

        Assert.That(step.Diff!.Changes.Single().Impact, Is.EqualTo(announced));
        var after = await PictureAsync();
        Assert.That(after, Is.EqualTo(before with { Autostart = after.Autostart }));
        Assert.That(
            after.Autostart != before.Autostart,
            Is.EqualTo(announced == ChangeImpact.InPlace)
        );
    }

    [Test]
    public async Task Another_name_is_another_network_and_the_guest_keeps_its_link()
    {
        var before = await PictureAsync();

        var step = await _real.Stack.UpAsync(
            Type,
            "lan",
            _inputs.With("networkName", $"{_real.Prefix}-2")
        );

        Assert.That(step.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.Replace));
        Assert.That(step.Diff.Notes.Single(), Does.Contain("keep their link"));
        Assert.That(step.Id, Is.Not.EqualTo($"{before.Uuid}"));
        Assert.That(await RealHost.RunIdAsync(_real.Prefix), Is.EqualTo(before.RunId));
        Assert.That(RealBridges.PortsOf(_first), Has.Count.EqualTo(1));
        Assert.That(await _real.Host.Networks.FindAsync(before.Uuid, default), Is.Null);
    }

    [Test]
    public async Task A_vlan_that_this_libvirt_cannot_do_is_refused_before_it_is_tried()
    {
        var can = await _real.Host.Networks.CanTagOnLinuxBridgesAsync(default);

        var failure = (
            await _real.Stack.FailuresOfAsync(Type, "lan", _inputs.With("vlan", 42))
        ).Single();

        Assert.That(failure.Path, Is.EqualTo("vlan"));
        Assert.That(
            failure.Reason,
            Does.Contain(can ? "does not keep VLANs apart" : "older than 11.0")
        );
    }

    [Test]
    public async Task A_network_that_somebody_stopped_is_started_again()
    {
        await RealHost.VirshAsync("net-destroy", _real.Prefix);

        await _real.Stack.RefreshAsync(Type, "lan");
        var step = await _real.Stack.UpAsync(Type, "lan", _inputs);

        Assert.That(step.Diff!.Changes.Single().Path, Is.EqualTo("active"));
        Assert.That((await PictureAsync()).Active, Is.True);
        Assert.That(
            (await _real.Stack.UpAsync(Type, "lan", _inputs)).Operation,
            Is.EqualTo("same")
        );
    }

    [Test]
    public async Task A_bridge_that_somebody_removed_is_named_and_the_next_up_repairs()
    {
        await _real.Stack.DestroyAsync("NixGuest", _real.Prefix);
        await _bridges.RemoveAsync(_first);

        var failure = (await _real.Stack.FailuresOfAsync(Type, "lan", _inputs)).Single();
        var step = await _real.Stack.UpAsync(Type, "lan", _inputs.With("bridge", _second));

        Assert.That(failure.Path, Is.EqualTo("bridge"));
        Assert.That(failure.Reason, Does.Contain(_first).And.Contains("no bridge of this name"));
        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That((await PictureAsync(guest: false)).Xml, Does.Contain(_second));
    }

    [Test]
    public async Task A_bridge_renamed_on_the_host_is_followed_and_no_guest_restarts()
    {
        var before = await PictureAsync();
        var port = RealBridges.PortsOf(_first).Single();
        var renamed = await _bridges.RenameAsync(_first);

        await _real.Stack.UpAsync(Type, "lan", _inputs.With("bridge", renamed));

        var after = await PictureAsync();
        Assert.That((after.Uuid, after.RunId), Is.EqualTo((before.Uuid, before.RunId)));
        Assert.That(RealBridges.PortsOf(renamed), Is.EqualTo(new[] { port }));
        Assert.That((await _real.DomainAsync(_real.Prefix)).LiveXml, Does.Contain(renamed));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_card_follows_its_bridge_also_where_somebody_has_moved_its_port(bool isMoved)
    {
        var guest = _real.Stack.StateOf("NixGuest", _real.Prefix).Inputs;
        PropertyMap On(string bridge) =>
            guest.With("networks", PropertyValue.List(PropertyMap.Of(("bridge", bridge))));
        await _real.Stack.UpAsync("NixGuest", _real.Prefix, On(_first));
        var run = await RealHost.RunIdAsync(_real.Prefix);
        var port = RealBridges.PortsOf(_first).Single();
        var target = _second;
        if (isMoved)
        {
            await RealHost.RunAsync("ip", "link", "set", port, "master", _second);
        }
        else
        {
            target = await _bridges.RenameAsync(_first);
        }

        await _real.Stack.UpAsync("NixGuest", _real.Prefix, On(target));

        Assert.That(RealBridges.PortsOf(target), Is.EqualTo(new[] { port }));
        Assert.That(await RealHost.RunIdAsync(_real.Prefix), Is.EqualTo(run));
        Assert.That((await _real.DomainAsync(_real.Prefix)).LiveXml, Does.Contain(target));
    }

    [TestCase("name")]
    [TestCase("uuid")]
    public async Task A_network_made_by_hand_is_imported_and_the_next_preview_is_empty(string by)
    {
        var name = $"{_real.Prefix}-hand";
        var file = _real.Stack.Write(
            "network.xml",
            $"<network><name>{name}</name><forward mode='bridge'/><bridge name='{_second}'/></network>"
        );
        await RealHost.VirshAsync("net-define", file);
        var id = by == "name" ? name : (await RealHost.VirshAsync("net-uuid", name)).Trim();
        var program = PropertyMap.Of(
            ("bridge", _second),
            ("networkName", name),
            ("requireUplink", false),
            ("autostart", false)
        );

        await _real.Stack.ImportAsync(Type, "hand", id);
        // The network was never started, and only that would an up mend.
        await RealHost.VirshAsync("net-start", name);
        await _real.Stack.RefreshAsync(Type, "hand");
        var preview = await _real.Stack.PreviewAsync(Type, "hand", program);

        Assert.That(preview.Operation, Is.EqualTo("same"));
        await _real.Stack.UpAsync(Type, "hand", program.With("bridge", _first));
        await _real.Stack.DestroyAsync(Type, "hand");
        Assert.That(await _real.Host.Networks.FindAsync(name, default), Is.Null);
    }

    [Test]
    public async Task A_network_of_somebody_else_is_neither_taken_nor_changed_nor_deleted()
    {
        var name = $"{_real.Prefix}-other";
        var file = _real.Stack.Write(
            "network.xml",
            $"<network><name>{name}</name><forward mode='bridge'/><bridge name='{_second}'/></network>"
        );
        await RealHost.VirshAsync("net-define", file);
        var before = await RealHost.VirshAsync("net-dumpxml", name);

        var failures = await _real.Stack.FailuresOfAsync(
            Type,
            "other",
            _inputs.With("networkName", name)
        );

        Assert.That(failures.Single().Path, Is.EqualTo("networkName"));
        Assert.That(await RealHost.VirshAsync("net-dumpxml", name), Is.EqualTo(before));
    }

    private async Task<(
        Guid Uuid,
        bool Active,
        bool Autostart,
        string Xml,
        string RunId
    )> PictureAsync(bool guest = true)
    {
        NetworkInfo network =
            await _real.Host.Networks.FindAsync(_real.Prefix, default)
            ?? throw new AssertionException("the network is gone");
        return (
            network.Uuid,
            network.IsActive,
            network.Autostart,
            await RealHost.VirshAsync("net-dumpxml", _real.Prefix),
            guest ? await RealHost.RunIdAsync(_real.Prefix) : ""
        );
    }
}
