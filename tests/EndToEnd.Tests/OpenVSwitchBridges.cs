using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>Guests in VLANs of an Open vSwitch bridge. In the lab it forwards in its own process and needs no kernel module.</summary>
[Category("Real")]
[CancelAfter(300_000)]
public sealed class OpenVSwitchBridges
{
    private const string Start = """
        set -e
        mkdir -p /run/openvswitch
        ovsdb-tool create /run/openvswitch/conf.db /usr/share/openvswitch/vswitch.ovsschema
        ovsdb-server /run/openvswitch/conf.db --remote=punix:/run/openvswitch/db.sock --detach --pidfile --log-file=/dev/null
        ovs-vsctl --no-wait init
        ovs-vswitchd --detach --pidfile --log-file=/dev/null
        ovs-vsctl --timeout=20 add-br ovs0 -- set bridge ovs0 datapath_type=netdev
        ovs-vsctl --timeout=20 add-port ovs0 host42 tag=42 -- set interface host42 type=internal
        ip addr del 10.77.0.1/24 dev nixhost0
        ip addr add 10.77.0.1/24 dev host42
        ip link set host42 up
        """;

    private LabHost _lab = null!;
    private Stack _stack = null!;

    [SetUp]
    public async Task StartTheLab()
    {
        _lab = await LabHost.StartAsync();
        (await _lab.RunAsync("sh", "-c", Start)).Succeeded();
        _stack = await Stack.CreateAsync(_lab);
        await _stack.ConfigureAsync("bridge", "ovs0");
        await _stack.ConfigureAsync("vlan", "42");
    }

    [TearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    [Test]
    public async Task A_network_takes_its_guests_into_a_vlan_and_running_ones_into_another()
    {
        (await _stack.UpAsync()).Succeeded();
        var run = await RunIdAsync("lilly");
        (await PingAsync()).Succeeded();
        await _stack.ConfigureAsync("vlan", "43");

        var preview = (await _stack.PreviewAsync()).Succeeded();
        (await _stack.UpAsync()).Succeeded();

        Assert.That(preview.Text, Does.Contain("applied live: vlan 42 → 43").And.Contain("lilly"));
        Assert.That(await RunIdAsync("lilly"), Is.EqualTo(run));
        Assert.That(await TagAsync("lilly"), Is.EqualTo("43"));
        (await PingAsync()).FailedWith(1);
        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();
        (await _stack.RunAsync("refresh", "--yes", "--expect-no-changes")).Succeeded();

        await _stack.ConfigureAsync("bridge", "nixhost0");
        (await _stack.RunAsync("config", "rm", "vlan")).Succeeded();
        var away = (await _stack.UpAsync()).Succeeded();

        Assert.That(away.Text, Does.Contain("lilly keep their former link until they restart"));
        Assert.That(await TagAsync("lilly"), Is.EqualTo("43"));
    }

    [Test]
    public async Task A_card_is_in_the_vlan_it_names_and_changes_it_by_the_restart_that_is_announced()
    {
        await _stack.ConfigureEmptyGuestsAsync(1);
        (await _stack.UpAsync()).Succeeded();
        var run = await RunIdAsync("guest-0");
        Assert.That(await TagAsync("guest-0"), Is.EqualTo("42"));
        await _stack.ConfigureAsync("vlan", "43");

        var preview = (await _stack.PreviewAsync()).Succeeded();
        (await _stack.UpAsync()).Succeeded();

        Assert.That(preview.Text, Does.Contain("vlan 42 → 43").And.Contain("[restart]"));
        Assert.That(await RunIdAsync("guest-0"), Is.Not.EqualTo(run));
        Assert.That(await TagAsync("guest-0"), Is.EqualTo("43"));
        (await _stack.RunAsync("refresh", "--yes", "--expect-no-changes")).Succeeded();
    }

    private Task<CommandResult> PingAsync() =>
        _lab.RunAsync("ping", "-c", "1", "-W", "5", "10.77.0.10");

    private async Task<string> RunIdAsync(string guest) =>
        (await _lab.RunAsync("virsh", "-c", "qemu:///system", "domid", guest))
            .Succeeded()
            .Output.Trim();

    /// <summary>The VLAN of the guest's tap in Open vSwitch.</summary>
    private async Task<string> TagAsync(string guest)
    {
        var cards = (
            await _lab.RunAsync("virsh", "-c", "qemu:///system", "domiflist", guest)
        ).Succeeded();
        var tap = cards
            .Output.Split()
            .First(word => word.StartsWith("vnet", StringComparison.Ordinal));
        return (await _lab.RunAsync("ovs-vsctl", "get", "port", tap, "tag"))
            .Succeeded()
            .Output.Trim();
    }
}
