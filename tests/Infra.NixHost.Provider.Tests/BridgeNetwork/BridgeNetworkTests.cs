using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.BridgeNetwork;

internal sealed class BridgeNetworkTests
{
    private const string Type = "BridgeNetwork";
    private TestStack _stack = null!;

    private static PropertyMap Inputs => PropertyMap.Of(("bridge", "br0"));

    [SetUp]
    public void MakeStack() => _stack = new();

    [TearDown]
    public void RemoveStack() => _stack.Dispose();

    private async Task<(string Path, string Reason)> FailureOfAsync(
        params (string, PropertyValue)[] inputs
    ) => (await _stack.FailuresOfAsync(Type, "lan", PropertyMap.Of(inputs))).Single();

    [Test]
    public async Task Up_defines_and_starts_a_network_that_the_preview_named()
    {
        var preview = await _stack.PreviewAsync(Type, "lan", Inputs);

        var up = await _stack.UpAsync(Type, "lan", Inputs);

        Assert.That(up.Outputs["uuid"], Is.EqualTo(preview.Outputs["uuid"]));
        Assert.That(up.Outputs["networkName"], Is.EqualTo((PropertyValue)"lan"));
        var (info, xml) = _stack.Host.FakeNetworks.All.Values.Single();
        Assert.That((info.IsActive, info.Autostart), Is.EqualTo((true, true)));
        Assert.That(
            xml,
            Does.Contain("<forward mode=\"bridge\" />").And.Contains("urn=\"urn:pulumi:dev::lab::")
        );
    }

    [Test]
    public async Task A_bridge_that_does_not_exist_is_refused_with_those_that_do()
    {
        var (path, reason) = await FailureOfAsync(("bridge", "br9"));

        Assert.That(path, Is.EqualTo("bridge"));
        Assert.That(
            reason,
            Does.StartWith(
                    "\"br9\": the host has no bridge of this name; it has br0, lab0; name another, or make it: "
                )
                .And.Contain("`ip link add \"br9\" type bridge`")
                .And.EndWith(" [bridge-missing]")
        );
    }

    [Test]
    public async Task A_bridge_without_uplink_is_refused_unless_it_is_a_lab()
    {
        var (path, reason) = await FailureOfAsync(("bridge", "lab0"));

        Assert.That(path, Is.EqualTo("bridge"));
        Assert.That(reason, Does.Contain("requireUplink to false"));
        Assert.That(
            await _stack.FailuresOfAsync(
                Type,
                "lan",
                PropertyMap.Of(("bridge", "lab0"), ("requireUplink", false))
            ),
            Is.Empty
        );
    }

    [Test]
    public async Task Two_new_networks_with_one_name_are_found_in_preview()
    {
        var named = Inputs.With("networkName", "guests");
        await _stack.PreviewAsync(Type, "lan", named);

        var failure = (await _stack.FailuresOfAsync(Type, "other", named)).Single();

        Assert.That(failure.Path, Is.EqualTo("networkName"));
        Assert.That(failure.Reason, Does.Contain("::lan").And.EndWith("[network-taken]"));
    }

    [Test]
    public async Task A_new_name_that_a_foreign_network_has_is_refused_in_preview()
    {
        await _stack.UpAsync(Type, "lan", Inputs);
        _stack.Host.FakeNetworks.Add("theirs");
        _stack.Restart();

        var (path, reason) = await FailureOfAsync(("bridge", "br0"), ("networkName", "theirs"));

        Assert.That(path, Is.EqualTo("networkName"));
        Assert.That(reason, Does.Contain("'theirs'").And.EndWith("[network-foreign]"));
    }

    [Test]
    public async Task Two_networks_that_swap_names_are_refused_in_preview()
    {
        await _stack.UpAsync(Type, "lan", Inputs);
        await _stack.UpAsync(Type, "dmz", Inputs);
        _stack.Restart();

        var lan = await _stack.FailuresOfAsync(Type, "lan", Inputs.With("networkName", "dmz"));
        var dmz = await _stack.FailuresOfAsync(Type, "dmz", Inputs.With("networkName", "lan"));

        Assert.That(
            lan.Single().Reason,
            Does.Contain("::dmz").And.EndWith("in a run of its own first [owned-elsewhere]")
        );
        Assert.That(
            dmz.Single().Reason,
            Does.Contain("::lan").And.EndWith("in a run of its own first [owned-elsewhere]")
        );
    }

    [Test]
    public async Task A_network_that_takes_the_name_of_one_that_stays_is_refused_in_preview()
    {
        await _stack.UpAsync(Type, "lan", Inputs);
        await _stack.UpAsync(Type, "dmz", Inputs);
        _stack.Restart();
        await _stack.PreviewAsync(Type, "lan", Inputs);

        var failures = await _stack.FailuresOfAsync(Type, "dmz", Inputs.With("networkName", "lan"));

        Assert.That(
            failures,
            Has.Some.Matches<(string Path, string Reason)>(f =>
                f.Reason.EndsWith("[network-taken]", StringComparison.Ordinal)
            )
        );
    }

    [Test]
    public async Task A_new_name_is_no_hindrance_when_a_killed_run_has_given_it()
    {
        var before = await _stack.UpAsync(Type, "lan", Inputs);
        _stack.Restart();
        await _stack.UpAsync(Type, "lan", Inputs.With("networkName", "new"));
        _stack.Kill();
        _stack.Put(Type, "lan", before);

        await _stack.UpAsync(Type, "lan", Inputs.With("networkName", "new"));

        Assert.That(
            _stack.Host.FakeNetworks.All.Values.Select(n => n.Info.Name),
            Is.EqualTo(["new"])
        );
    }

    [Test]
    public async Task A_pulled_cable_warns_and_does_not_stop_the_stack()
    {
        await _stack.UpAsync(Type, "lan", Inputs);
        _stack.Host.FakeBridges.All["br0"] = new("br0", ["eth0"], HasCarrier: false);

        var step = await _stack.UpAsync(Type, "lan", Inputs);

        Assert.That(step.Operation, Is.EqualTo("same"));
        Assert.That(_stack.Log.Warnings.Single(), Does.Contain("no carrier on eth0"));
    }

    [Test]
    public async Task A_network_of_somebody_else_is_refused_in_preview()
    {
        _stack.Host.FakeNetworks.Add("lan");

        var (path, reason) = await FailureOfAsync(("bridge", "br0"));

        Assert.That(path, Is.EqualTo("networkName"));
        Assert.That(reason, Does.Contain("not made by this project"));
    }

    [Test]
    public async Task What_a_killed_run_has_made_is_taken_over()
    {
        await _stack.UpAsync(Type, "lan", Inputs);
        _stack.Forget(Type, "lan");
        _stack.Restart();

        var step = await _stack.UpAsync(Type, "lan", Inputs);

        Assert.That(step.Operation, Is.EqualTo("create"));
        Assert.That(_stack.Host.FakeNetworks.All, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_network_that_lost_our_tag_is_not_deleted()
    {
        var up = await _stack.UpAsync(Type, "lan", Inputs);
        var uuid = Guid.Parse(up.Id);
        _stack.Host.FakeNetworks.All[uuid] = (
            _stack.Host.FakeNetworks.All[uuid].Info,
            "<network/>"
        );

        await Assert.ThrowsAsync<HostException>(() => _stack.DestroyAsync(Type, "lan"));
        Assert.That(_stack.Host.FakeNetworks.All, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Whatever_call_of_a_create_fails_nothing_is_left()
    {
        for (var k = 1; ; k++)
        {
            using var stack = new TestStack();
            stack.Host.Calls.FailAt = k;
            try
            {
                await stack.UpAsync(Type, "lan", Inputs);
            }
            catch (LibvirtException)
            {
                Assert.That(stack.Host.Calls.HasFailed);
            }

            if (!stack.Host.Calls.HasFailed)
            {
                Assert.That(k, Is.GreaterThan(4));
                return;
            }

            Assert.That(stack.Host.FakeNetworks.All, Is.Empty, $"after call {k}");
        }
    }
}
