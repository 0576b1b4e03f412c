using Infra.NixHost.Hosts.Bridges;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Tests.Fakes;

namespace Infra.NixHost.Hosts.Tests.Bridges;

/// <summary>A tree like that of /sys/class/net.</summary>
internal sealed class HostBridgesTests
{
    private TestDirectory _net;
    private FakeTools _tools;
    private HostBridges _bridges;

    [SetUp]
    public void SetUp()
    {
        _net = new();
        _tools = new();
        _bridges = new(new LocalFiles(), _net.Path, new(_tools.Shell(), TimeSpan.FromSeconds(30)));
        Bridge("br0");
        _net.Make("lo");
    }

    [TearDown]
    public void TearDown()
    {
        _net.Dispose();
        _tools.Dispose();
    }

    [Test]
    public void Only_bridges_are_listed_in_order()
    {
        Bridge("a1");
        _net.Write("bonding_masters", "bond0");

        Assert.That(_bridges.List(), Is.EqualTo(new[] { "a1", "br0" }));
    }

    [TestCase("none")]
    [TestCase("lo")]
    [TestCase("")]
    [TestCase(".")]
    [TestCase("..")]
    [TestCase("../net/br0")]
    public void What_is_no_bridge_is_not_found(string name) =>
        Assert.That(_bridges.Find(name), Is.Null);

    [Test]
    public void Guests_taps_are_no_uplinks()
    {
        Port("br0", "eth0", carrier: "1\n");
        Port("br0", "vnet3", carrier: "1\n");
        Port("br0", "tap0", carrier: "1\n");
        _net.Write("tap0/tun_flags", "0x1002\n");
        Port("br0", "vnetwork", carrier: "0\n");

        Assert.That(_bridges.Find("br0")!.Uplinks, Is.EqualTo(new[] { "eth0", "vnetwork" }));
    }

    [TestCase("1\n", true)]
    [TestCase("0\n", false)]
    [TestCase(null, false)]
    public void Carrier_is_that_of_the_uplinks(string? carrier, bool expected)
    {
        Port("br0", "eth0", carrier);

        Assert.That(_bridges.Find("br0")!.HasCarrier, Is.EqualTo(expected));
    }

    [Test]
    public void A_bridge_without_ports_has_no_carrier()
    {
        var bridge = _bridges.Find("br0")!;

        Assert.That(bridge.Name, Is.EqualTo("br0"));
        Assert.That(bridge.Uplinks, Is.Empty);
        Assert.That(bridge.HasCarrier, Is.False);
    }

    [Test]
    public void A_host_without_such_a_tree_has_no_bridges() =>
        Assert.That(
            new HostBridges(
                new LocalFiles(),
                _net.At("none"),
                new(_tools.Shell(), TimeSpan.FromSeconds(30))
            ).List(),
            Is.Empty
        );

    private void Bridge(string name)
    {
        _net.Make($"{name}/bridge");
        _net.Make($"{name}/brif");
    }

    private void Port(string bridge, string port, string? carrier)
    {
        _net.Make(port);
        if (carrier is not null)
        {
            _net.Write($"{port}/carrier", carrier);
        }

        _net.Link($"{bridge}/brif/{port}", _net.At(port));
    }

    [TestCase("1\n", true)]
    [TestCase("0\n", false)]
    public void A_bridge_tells_whether_it_keeps_vlans_apart(string setting, bool filters)
    {
        _net.Write("br0/bridge/vlan_filtering", setting);

        Assert.That(_bridges.Find("br0")!.FiltersVlans, Is.EqualTo(filters));
    }

    [Test]
    public async Task A_bridge_of_open_vswitch_is_found_with_its_ports()
    {
        _tools.Add(
            "ovs-vsctl",
            "[ $3 = ovs0 ] || exit 2; [ $2 = br-exists ] || printf 'eth5\\nvnet1\\n'"
        );
        _net.Write("eth5/carrier", "1\n");

        var bridge = await _bridges.FindAsync("ovs0", CancellationToken.None);

        Assert.That(
            (bridge!.IsOpenVSwitch, bridge.HasCarrier, bridge.Uplinks.Single()),
            Is.EqualTo((true, true, "eth5"))
        );
        Assert.That(await _bridges.FindAsync("none", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task An_open_vswitch_that_does_not_run_has_no_bridges()
    {
        _tools.Add(
            "ovs-vsctl",
            "echo 'ovs-vsctl: unix:/var/run/openvswitch/db.sock: database connection failed (No such file or directory)' >&2; exit 1"
        );

        Assert.That(await _bridges.FindAsync("none", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Without_open_vswitch_there_are_only_the_kernels_bridges()
    {
        _tools.Environment["PATH"] = _tools.Directory.Make("empty");

        Assert.That(await _bridges.FindAsync("none", CancellationToken.None), Is.Null);
        Assert.That(
            (await _bridges.FindAsync("br0", CancellationToken.None))!.Name,
            Is.EqualTo("br0")
        );
    }
}
