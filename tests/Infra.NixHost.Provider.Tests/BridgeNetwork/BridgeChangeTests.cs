using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.BridgeNetwork;

/// <summary>A network that leads elsewhere takes its guests along, and whoever is not ours is left alone and named.</summary>
internal sealed class BridgeChangeTests
{
    private const string Type = "BridgeNetwork";
    private const string Card =
        "<devices><interface type=\"network\"><mac address=\"52:54:00:00:00:01\" /><source network=\"lan\" /></interface></devices>";
    private TestStack _stack = null!;

    private static PropertyMap Inputs => PropertyMap.Of(("bridge", "br0"));
    private static PropertyMap Moved =>
        PropertyMap.Of(("bridge", "lab0"), ("requireUplink", false));

    [SetUp]
    public async Task MakeStack()
    {
        _stack = new();
        await _stack.UpAsync(Type, "lan", Inputs);
    }

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    private void Run(string name, string metadata)
    {
        var guest = _stack.Host.FakeDomains.Add(name, metadata + Card);
        guest.LiveXml = guest.Xml;
        guest.State = DomainState.Running;
    }

    private static string Tag(string name) =>
        OwnerXml
            .Metadata(new("", HostStack.IdentityOf("NixGuest", name).Urn.Value, "", ""))
            .ToString();

    private (NetworkInfo Info, string Xml) Network => _stack.Host.FakeNetworks.All.Values.Single();

    [Test]
    public async Task The_preview_names_the_guests_that_notice_and_up_moves_ours()
    {
        Run("lilly", Tag("lilly"));
        Run("stranger", "");
        _stack.Host.Calls.Clear();

        await _stack.PreviewAsync(Type, "lan", Moved);
        Assert.That(_stack.Host.Calls.Writes, Is.Empty);
        Assert.That(
            _stack.Log.Lines.Last(),
            Does.Contain("applied live: bridge br0 → lab0")
                .And.Contains("the running guests lilly follow at once")
                .And.Contains("the running guests stranger are not of this program")
        );
        var up = await _stack.UpAsync(Type, "lan", Moved);

        Assert.That(up.Operation, Is.EqualTo("update"));
        Assert.That(Network.Xml, Does.Contain("<bridge name=\"lab0\" />"));
        Assert.That(_stack.Host.FakeNetworks.Active.Values.Single(), Is.EqualTo(Network.Xml));
        Assert.That(
            _stack.Host.Calls.Writes.Count(c => c == "domain update device"),
            Is.EqualTo(1)
        );
        Assert.That(_stack.Log.Warnings.Single(), Does.Contain("stranger"));
    }

    [Test]
    public async Task A_guest_on_Open_vSwitch_keeps_its_link_and_is_named()
    {
        Run("lilly", Tag("lilly"));
        var bridges = _stack.Host.FakeBridges.All;
        bridges["br0"] = bridges["br0"] with { IsOpenVSwitch = true };
        _stack.Host.Calls.Clear();

        await _stack.PreviewAsync(Type, "lan", Moved);
        await _stack.UpAsync(Type, "lan", Moved);

        const string Said = "guests lilly keep their former link until they restart";
        Assert.That(_stack.Log.Lines.Last(), Does.Contain(Said));
        Assert.That(_stack.Log.Warnings.Single(), Does.Contain(Said));
        Assert.That(_stack.Host.Calls.Writes, Does.Not.Contain("domain update device"));
        Assert.That(Network.Xml, Does.Contain("<bridge name=\"lab0\" />"));
    }

    [Test]
    public async Task Whatever_call_of_a_move_fails_the_network_is_as_before_and_the_next_up_succeeds()
    {
        Run("lilly", Tag("lilly"));
        var before = Network;
        for (var k = 1; ; k++)
        {
            _stack.Host.Calls.Clear();
            _stack.Host.Calls.FailAt = k;
            try
            {
                await _stack.UpAsync(Type, "lan", Moved);
            }
            catch (LibvirtException)
            {
                Assert.That(_stack.Host.Calls.HasFailed);
            }

            if (!_stack.Host.Calls.HasFailed)
            {
                Assert.That(k, Is.GreaterThan(8));
                return;
            }

            Assert.That(Network, Is.EqualTo(before), $"after call {k}");
            Assert.That(_stack.Host.FakeNetworks.Active.Values.Single(), Is.EqualTo(before.Xml));
        }
    }

    [Test]
    public async Task Another_name_makes_the_new_network_before_the_old_one_goes()
    {
        Run("lilly", Tag("lilly"));

        var up = await _stack.UpAsync(Type, "lan", Inputs.With("networkName", "lan2"));

        Assert.That((up.Operation, up.Diff!.DeleteBeforeReplace), Is.EqualTo(("replace", false)));
        Assert.That(_stack.Log.Lines.Last(), Does.Contain("lilly keep their link until"));
        Assert.That(Network.Info.Name, Is.EqualTo("lan2"));
    }

    [Test]
    public async Task A_stopped_network_is_drift_and_up_starts_it()
    {
        await _stack.Host.FakeNetworks.StopAsync(Network.Info.Uuid, default);

        await _stack.RefreshAsync(Type, "lan");
        var up = await _stack.UpAsync(Type, "lan", Inputs);

        Assert.That(up.Diff!.Changes.Single().Path, Is.EqualTo("active"));
        Assert.That(Network.Info.IsActive, Is.True);
    }

    [Test]
    public async Task A_network_led_elsewhere_by_hand_is_drift_and_up_leads_it_back()
    {
        var uuid = Network.Info.Uuid;
        var before = Network.Xml;
        _stack.Host.FakeNetworks.All[uuid] = (
            Network.Info with
            {
                Autostart = false,
            },
            before.Replace("br0", "lab0", StringComparison.Ordinal)
        );

        await _stack.RefreshAsync(Type, "lan");
        var up = await _stack.UpAsync(Type, "lan", Inputs);

        Assert.That(
            up.Diff!.Changes.Select(c => c.Path),
            Is.EquivalentTo(new[] { "bridge", "autostart" })
        );
        Assert.That((Network.Xml, Network.Info.Autostart), Is.EqualTo((before, true)));
    }

    [Test]
    public async Task An_undefined_network_comes_back_with_its_uuid()
    {
        var uuid = Network.Info.Uuid;
        _stack.Host.FakeNetworks.All.Clear();

        var up = await _stack.UpAsync(Type, "lan", Inputs.With("autostart", false));

        Assert.That(Network.Info.Uuid, Is.EqualTo(uuid));
        Assert.That(up.Operation, Is.EqualTo("update"));
    }

    [TestCase(false, false, "older than 11.0")]
    [TestCase(true, false, "vlan_filtering 1")]
    public async Task A_vlan_that_the_host_cannot_do_is_refused_with_the_reason(
        bool tags,
        bool filters,
        string reason
    )
    {
        _stack.Host.FakeNetworks.TagsOnLinuxBridges = tags;
        var bridges = _stack.Host.FakeBridges.All;
        bridges["br0"] = bridges["br0"] with { FiltersVlans = filters };

        var failure = (await _stack.FailuresOfAsync(Type, "lan", Inputs.With("vlan", 42))).Single();

        Assert.That(failure.Path, Is.EqualTo("vlan"));
        Assert.That(failure.Reason, Does.StartWith("42: ").And.Contains(reason));
    }

    [TestCase(true, "<virtualport type=\"openvswitch\" />")]
    [TestCase(false, "<vlan>")]
    public async Task A_vlan_is_made_where_the_bridge_can(bool openVSwitch, string expected)
    {
        _stack.Host.FakeNetworks.TagsOnLinuxBridges = true;
        var bridges = _stack.Host.FakeBridges.All;
        bridges["br0"] = bridges["br0"] with { FiltersVlans = true, IsOpenVSwitch = openVSwitch };

        var up = await _stack.UpAsync(Type, "lan", Inputs.With("vlan", 42));

        Assert.That(up.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.Live));
        Assert.That(Network.Xml, Does.Contain(expected).And.Contains("<tag id=\"42\" />"));
    }

    [TestCase(0)]
    [TestCase(4095)]
    public async Task A_tag_out_of_range_is_refused(int tag) =>
        Assert.That(
            (await _stack.FailuresOfAsync(Type, "lan", Inputs.With("vlan", tag))).Single().Reason,
            Does.Contain("1 to 4094")
        );

    [TestCase("lan0")]
    [TestCase("uuid")]
    public async Task An_import_by_name_or_uuid_is_followed_by_an_empty_preview_and_keeps_what_it_has(
        string by
    )
    {
        var uuid = _stack.Host.FakeNetworks.Add(
            "lan0",
            "<forward mode='bridge'/><bridge name='br0'/><portgroup name='fast'/>"
        );
        var program = PropertyMap.Of(("bridge", "br0"), ("networkName", "lan0"));

        var imported = await _stack.ImportAsync(Type, "old", by == "uuid" ? $"{uuid}" : by);
        Assert.That(
            (await _stack.PreviewAsync(Type, "old", program)).Operation,
            Is.EqualTo("same")
        );
        await _stack.UpAsync(Type, "old", program.With("autostart", false));

        Assert.That(imported!.Id, Is.EqualTo($"{uuid}"));
        Assert.That(_stack.Host.FakeNetworks.All[uuid].Xml, Does.Contain("portgroup"));
        await _stack.DestroyAsync(Type, "old");
        Assert.That(_stack.Host.FakeNetworks.All, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_network_that_leads_to_no_bridge_is_not_imported()
    {
        _stack.Host.FakeNetworks.Add("nat", "<forward mode='nat'/><bridge name='virbr0'/>");

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            _stack.ImportAsync(Type, "old", "nat")
        );

        Assert.That(failure!.Code, Is.EqualTo("import-no-bridge"));
    }
}
