using Infra.NixHost.Testing;
using NUnit.Framework;

namespace Guests.Tests;

/// <summary>The same stack with the provider's own checks, on a host in memory.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class GuestPlanTests : IDisposable
{
    private readonly TestHost _host = new() { Bridges = { new TestBridge("nixhost0") } };

    public void Dispose() => _host.Dispose();

    [Test]
    public async Task Every_guest_has_a_domain_of_its_own()
    {
        var plan = await PreviewAsync("ada", "lin");
        var ada = plan.Guests["ada"].Definition;

        Assert.That(plan.Guests.Keys, Is.EquivalentTo(["ada", "lin"]));
        Assert.That(ada.Memory, Is.EqualTo(128L << 20));
        Assert.That(ada.Disks[0].Path, Does.StartWith("/var/lib/libvirt/images/ada-os-"));
        Assert.That(ada.Networks[0].Network, Is.EqualTo("guests"));
    }

    [Test]
    public async Task A_guest_more_touches_no_other_guest()
    {
        await NixHostTest.UpAsync(Options, () => GuestStack.Create(["ada"]));
        var plan = await PreviewAsync("ada", "lin");

        Assert.That(plan.Guests["ada"].Operation, Is.EqualTo(PlannedOperation.Same));
        Assert.That(plan.Guests["lin"].Operation, Is.EqualTo(PlannedOperation.Create));
        Assert.That(plan.Impact, Is.EqualTo(Impact.None));
    }

    [Test]
    public void A_host_without_the_bridge_is_told_before_anything_is_made()
    {
        _host.Bridges.Clear();

        Assert.That(
            () => PreviewAsync("ada"),
            Throws.TypeOf<StackProblemsException>().With.Message.Contains("nixhost0")
        );
    }

    private NixHostTestOptions Options =>
        new() { Host = _host, Directory = "examples/testing-a-stack/stack" };

    private Task<StackPlan> PreviewAsync(params string[] names) =>
        NixHostTest.PreviewAsync(Options, () => GuestStack.Create(names));
}
