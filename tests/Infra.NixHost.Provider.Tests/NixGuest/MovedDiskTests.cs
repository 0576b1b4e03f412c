using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>A guest whose disk was moved by hand is not defined from its inputs alone.</summary>
internal sealed class MovedDiskTests : GuestTest
{
    private const string File = "/images/os.snap";
    private static readonly PropertyMap More = Inputs.With("memory", "256MiB");

    [Test]
    public async Task A_change_after_a_snapshot_is_refused_in_preview_with_both_ways_out()
    {
        await SnapshotAsync();

        var failure = (await Stack.FailuresOfAsync(Type, "web", More)).Single();

        Assert.That(failure.Path, Is.EqualTo("disks[0].path"));
        Assert.That(
            failure.Reason,
            Does.StartWith("\"/images/os.qcow2\"")
                .And.Contain("`virsh blockcommit web vda --base /images/os.qcow2 --active --pivot`")
                .And.Contain("name the file on top as the path of this disk")
                .And.EndWith("[disk-overlaid]")
        );
    }

    [Test]
    public async Task A_replacement_after_a_snapshot_is_refused_too()
    {
        await SnapshotAsync();

        var failures = await Stack.FailuresOfAsync(Type, "web", Inputs.With("guestName", "w2"));

        Assert.That(failures.Single().Reason, Does.EndWith("[disk-overlaid]"));
    }

    [Test]
    public async Task A_snapshot_that_a_refresh_has_found_is_refused_too()
    {
        await SnapshotAsync();
        await Stack.RefreshAsync(Type, "web");

        var failures = await Stack.FailuresOfAsync(Type, "web", Inputs);

        Assert.That(failures.Single().Reason, Does.EndWith("[disk-overlaid]"));
    }

    [Test]
    public async Task A_guest_that_is_off_is_told_to_start_first()
    {
        await SnapshotAsync();
        Domains.Only.State = DomainState.ShutOff;

        var failures = await Stack.FailuresOfAsync(Type, "web", More);

        Assert.That(
            failures.Single().Reason,
            Does.Contain("`virsh start web`, then `virsh blockcommit")
        );
    }

    [Test]
    public async Task A_merged_snapshot_is_in_the_way_no_more()
    {
        await SnapshotAsync();
        Domains.Only.Commit("os");

        await Stack.UpAsync(Type, "web", More);

        Assert.That(Domains.Only.Xml, Does.Contain("\"/images/os.qcow2\"").And.Not.Contain(File));
    }

    [Test]
    public async Task A_program_that_names_the_file_on_top_goes_on_with_it()
    {
        await SnapshotAsync();
        var named = More.With(
            "disks",
            PropertyValue.List(
                PropertyMap.Of(("path", File), ("serial", "os")),
                PropertyMap.Of(("path", Config), ("kind", "directory"), ("serial", "config"))
            )
        );

        await Stack.UpAsync(Type, "web", named);

        var disk = XElement.Parse(Domains.Only.LiveXml).Descendants("disk").First();
        Assert.That(disk.Element("source")!.Attribute("file")!.Value, Is.EqualTo(File));
        Assert.That(
            disk.Descendants("backingStore").Elements("source").First().Attribute("file")!.Value,
            Is.EqualTo("/images/os.qcow2")
        );
    }

    [Test]
    public async Task A_snapshot_made_between_preview_and_update_stops_the_update()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        var (before, reads) = ("", 0);
        Stack.Host.Calls.Meanwhile = call =>
        {
            if (call == "domain read" && ++reads == 2)
            {
                Snapshot();
                before = Domains.Only.Xml;
            }
        };

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", More)
        );

        Assert.That(failure!.Code, Is.EqualTo("disk-overlaid"));
        Assert.That(
            failure.Message,
            Does.StartWith("The guest 'web' is not changed: disks[0].path")
        );
        Assert.That((Domains.Only.Xml, Domains.Only.Boots), Is.EqualTo((before, 1)));
    }

    [TestCase("copy")]
    [TestCase("active-commit")]
    public async Task A_block_job_that_is_under_way_has_to_end_first(string job)
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Domains.Only.LiveXml = FakeDomain.Changed(
            Domains.Only.LiveXml,
            "os",
            disk => disk.Add(new XElement("mirror", new XAttribute("job", job)))
        );

        var failure = (await Stack.FailuresOfAsync(Type, "web", More)).Single();

        Assert.That(
            failure.Reason,
            Does.Contain($"a block job ({job})")
                .And.Contain("virsh blockjob web vda --pivot")
                .And.EndWith("[disk-job]")
        );
    }

    [Test]
    public async Task A_disk_copied_elsewhere_by_hand_is_not_put_back_unannounced()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Stack.Host.FakeImages.Add("/images/copy.qcow2", 2048);
        Domains.Only.Xml = FakeDomain.Changed(
            Domains.Only.Xml,
            "os",
            disk => disk.Element("source")!.SetAttributeValue("file", "/images/copy.qcow2")
        );

        var failures = await Stack.FailuresOfAsync(Type, "web", More);
        await Stack.RefreshAsync(Type, "web");
        var announced = await Stack.FailuresOfAsync(Type, "web", More);

        Assert.That(failures.Single().Reason, Does.EndWith("[disk-moved]"));
        Assert.That(announced, Is.Empty);
    }

    [Test]
    public async Task A_leftover_of_a_killed_run_with_a_snapshot_is_not_taken_over()
    {
        await SnapshotAsync();
        Stack.Forget(Type, "web");
        Stack.Restart();
        var before = Domains.Only.Xml;

        var failure = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", Inputs)
        );

        Assert.That(failure!.Code, Is.EqualTo("disk-overlaid"));
        Assert.That(Domains.Only.Xml, Is.EqualTo(before));
    }

    private async Task SnapshotAsync()
    {
        await Stack.UpAsync(Type, "web", Inputs);
        Snapshot();
    }

    private void Snapshot()
    {
        Stack.Host.FakeImages.Add(File, 2048, "/images/os.qcow2");
        Domains.Only.Snapshot("os", File);
    }
}
