using System.Collections.Immutable;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Hosts.Tests.Fakes;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

internal sealed class GuestHotPlugTests : GuestTest
{
    private static readonly PropertyMap Data = PropertyMap.Of(
        ("path", "/images/data.qcow2"),
        ("serial", "data")
    );

    [SetUp]
    public void AddData() => Stack.Host.FakeImages.Add("/images/data.qcow2", 1024);

    [Test]
    public async Task A_disk_is_plugged_in_and_out_while_the_guest_runs()
    {
        await Stack.UpAsync(Type, "web", Inputs);

        var added = await Stack.UpAsync(Type, "web", WithDisks(Data));
        var plugged = Domains.Only.LiveXml;
        var removed = await Stack.UpAsync(Type, "web", Inputs);

        Assert.That(plugged, Does.Contain("<serial>data</serial>"));
        Assert.That(Domains.Only.LiveXml, Does.Not.Contain("<serial>data</serial>"));
        Assert.That(
            added.Diff!.Changes.Concat(removed.Diff!.Changes).Select(c => (c.Path, c.Impact)),
            Is.EqualTo([("disks[2]", ChangeImpact.Live), ("disks[2]", ChangeImpact.Live)])
        );
        Assert.That(Domains.Only.Boots, Is.EqualTo(1));
    }

    [Test]
    public async Task Disks_in_another_order_are_the_same_disks()
    {
        await Stack.UpAsync(Type, "web", WithDisks(Data));
        var (os, config) = (Items[0], Items[1]);

        var step = await Stack.UpAsync(
            Type,
            "web",
            Inputs.With("disks", PropertyValue.List(os, Data, config))
        );

        Assert.That(step.Operation, Is.EqualTo("same"));
    }

    [Test]
    public async Task Another_boot_disk_restarts_the_guest()
    {
        await Stack.UpAsync(Type, "web", WithDisks(Data));

        var step = await Stack.UpAsync(
            Type,
            "web",
            Inputs.With("disks", PropertyValue.List(Data, Items[0], Items[1]))
        );

        Assert.That(step.Diff!.Changes.Select(c => c.Impact), Has.Member(ChangeImpact.Restart));
        Assert.That(Domains.Only.Boots, Is.EqualTo(2));
        Assert.That(
            Domains.Only.Xml.IndexOf("\"vda\"", StringComparison.Ordinal),
            Is.LessThan(Domains.Only.Xml.IndexOf("<serial>data", StringComparison.Ordinal))
        );
    }

    [Test]
    public async Task A_disk_keeps_its_device_when_one_before_it_goes()
    {
        await Stack.UpAsync(Type, "web", WithDisks(Data));

        await Stack.UpAsync(Type, "web", Inputs.With("disks", PropertyValue.List(Items[0], Data)));

        var disk = System
            .Xml.Linq.XElement.Parse(Domains.Only.Xml)
            .Descendants("disk")
            .Single(d => d.Element("serial")!.Value == "data");
        Assert.That(disk.Element("target")!.Attribute("dev")!.Value, Is.EqualTo("vdc"));
    }

    [Test]
    public async Task A_sata_disk_needs_a_restart_and_the_reason_is_said()
    {
        await Stack.UpAsync(Type, "web", Inputs);

        var step = await Stack.UpAsync(Type, "web", WithDisks(Data.With("bus", "sata")));

        Assert.That(
            step.Diff!.Changes.Single().Describe(),
            Does.StartWith("restarts the guest: ")
                .And.EndsWith("; the bus sata has no hot-plug; use virtio [restart]")
        );
    }

    [Test]
    public async Task A_live_change_beside_one_that_restarts_is_announced_as_part_of_the_restart()
    {
        await Stack.UpAsync(Type, "web", Inputs);

        var step = await Stack.UpAsync(Type, "web", WithDisks(Data).With("cpuMode", "maximum"));

        Assert.That(step.Diff!.Changes.Select(c => c.Impact), Is.All.EqualTo(ChangeImpact.Restart));
        Assert.That(Stack.Host.Calls.Writes, Has.No.Member("domain attach"));
    }

    [Test]
    public async Task A_guest_that_does_not_follow_with_its_memory_fails_the_update()
    {
        var inputs = Inputs.With("maxMemory", "1GiB");
        await Stack.UpAsync(Type, "web", inputs);
        Stack.Host.FakeLiveDomains.HasBalloon = false;
        Stack.Restart(ScaledTime.Fast);

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", inputs.With("memory", "256MiB"))
        );

        Assert.That(failure!.Code, Is.EqualTo("guest-memory"));
        Assert.That(Domains.Only.Xml, Does.Contain($"<currentMemory unit=\"KiB\">{128 * 1024}"));
    }

    [Test]
    public async Task What_was_plugged_in_is_taken_out_again_when_a_later_step_fails()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        var before = Domains.Only.LiveXml;
        Stack.Host.FakeImages.Add("/images/more.qcow2", 1024);
        Stack.Host.Calls.FailOn = ("domain attach", 2);

        await Assert.ThrowsAsync<LibvirtException>(() =>
            Stack.UpAsync(
                Type,
                "web",
                WithDisks(Data, PropertyMap.Of(("path", "/images/more.qcow2"), ("serial", "more")))
            )
        );

        Assert.That(Domains.Only.LiveXml, Is.EqualTo(before));
        Assert.That(Domains.Only.Xml, Does.Not.Contain("<serial>data</serial>"));
    }

    private static ImmutableArray<PropertyValue> Items =>
        ((PropertyValue.Array)Inputs["disks"]).Items;

    private static PropertyMap WithDisks(params PropertyMap[] more) =>
        Inputs.With("disks", PropertyValue.List([.. Items, .. more.Select(m => (PropertyValue)m)]));
}
