using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Snapshots and copies made by hand lose no data by a later change. On real libvirt; the machine boots nothing.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class SnapshotTests
{
    private const string Type = "NixGuest";
    private RealHost _real = null!;
    private PropertyMap _inputs = null!;
    private string _name = "";
    private string _overlay = "";

    private PropertyMap More => _inputs.With("memory", "48MiB");

    [SetUp]
    public async Task Start()
    {
        _real = new();
        _name = $"{_real.Prefix}-snap";
        _overlay = Path.Combine(_real.Host.Options.ImageDirectory, "over");
        _inputs = await _real.MachineAsync();
        await _real.Stack.UpAsync(Type, _name, _inputs);
    }

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [Test]
    public async Task A_change_after_a_snapshot_is_refused_until_the_snapshot_is_merged()
    {
        await SnapshotAsync();
        var before = await _real.DomainAsync(_name);

        var preview = await _real.Stack.FailuresOfAsync(Type, _name, More);
        var up = await Assert.ThrowsAsync<CheckFailedException>(() =>
            _real.Stack.UpAsync(Type, _name, More)
        );
        var after = await _real.DomainAsync(_name);
        await MergeAsync(Path.Combine(_real.Host.Options.ImageDirectory, "root.qcow2"));
        await _real.Stack.UpAsync(Type, _name, More);

        Assert.That(preview.Single().Path, Is.EqualTo("disks[0].path"));
        Assert.That(preview.Single().Reason, Does.EndWith("[disk-overlaid]"));
        Assert.That(up!.Failures, Is.EqualTo(preview));
        Assert.That((after.Xml, after.LiveXml), Is.EqualTo((before.Xml, before.LiveXml)));
        Assert.That(await SourceAsync(), Does.EndWith("root.qcow2"));
    }

    [Test]
    public async Task A_snapshot_of_a_guest_that_is_off_is_refused_too()
    {
        await SnapshotAsync();
        await RealHost.VirshAsync("destroy", _name);

        var failures = await _real.Stack.FailuresOfAsync(Type, _name, More);

        Assert.That(failures.Single().Reason, Does.EndWith("[disk-overlaid]"));
    }

    [Test]
    public async Task A_program_that_names_the_snapshots_file_boots_it()
    {
        await SnapshotAsync();

        await _real.Stack.UpAsync(
            Type,
            _name,
            More.With(
                "disks",
                PropertyValue.List(PropertyMap.Of(("path", _overlay), ("serial", "root")))
            )
        );

        Assert.That(await SourceAsync(), Is.EqualTo(_overlay));
        Assert.That((await _real.DomainAsync(_name)).Info.State, Is.EqualTo(DomainState.Running));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_overlay_below_a_snapshot_is_neither_grown_nor_deleted(bool isOn)
    {
        var disk = PropertyMap.Of(("image", await _real.MakeDiskAsync("base")), ("size", "32MiB"));
        var path = (await _real.Stack.UpAsync("OverlayDisk", "d", disk)).Id;
        var with = _inputs.With(
            "disks",
            PropertyValue.List(PropertyMap.Of(("path", path), ("serial", "root")))
        );
        await _real.Stack.UpAsync(Type, _name, with);
        await SnapshotAsync();
        if (!isOn)
        {
            await RealHost.VirshAsync("destroy", _name);
        }

        var larger = disk.With("size", "48MiB");
        await IsRefusedAsync(() => _real.Stack.PreviewAsync("OverlayDisk", "d", larger));
        await IsRefusedAsync(() => _real.Stack.UpAsync("OverlayDisk", "d", larger));
        await IsRefusedAsync(() => _real.Stack.DestroyAsync("OverlayDisk", "d"));
        if (!isOn)
        {
            await RealHost.VirshAsync("start", _name);
        }

        await MergeAsync(path);
        await _real.Stack.UpAsync("OverlayDisk", "d", larger);
        await _real.Stack.DestroyAsync(Type, _name);
        await _real.Stack.DestroyAsync("OverlayDisk", "d");
        Assert.That(File.Exists(path), Is.False);
    }

    private static async Task IsRefusedAsync(Func<Task> run)
    {
        var failure = await Assert.ThrowsAsync<HostException>(() => run());
        Assert.That(failure?.Code, Is.EqualTo("disk-overlaid"));
    }

    [Test]
    public async Task A_copy_that_is_under_way_has_to_end_first()
    {
        await RealHost.VirshAsync(
            "blockcopy",
            _name,
            "vda",
            "--dest",
            _overlay,
            "--format",
            "qcow2",
            "--transient-job",
            "--wait"
        );

        var failures = await _real.Stack.FailuresOfAsync(Type, _name, More);
        await RealHost.VirshAsync("blockjob", _name, "vda", "--abort");
        var afterwards = await _real.Stack.FailuresOfAsync(Type, _name, More);

        Assert.That(failures.Single().Reason, Does.EndWith("[disk-job]"));
        Assert.That(afterwards, Is.Empty);
    }

    /// <summary>The command that the messages give.</summary>
    private Task<string> MergeAsync(string path) =>
        RealHost.VirshAsync("blockcommit", _name, "vda", "--base", path, "--active", "--pivot");

    private Task<string> SnapshotAsync() =>
        RealHost.VirshAsync(
            "snapshot-create-as",
            _name,
            "s",
            "--disk-only",
            "--atomic",
            "--diskspec",
            $"vda,file={_overlay}"
        );

    private async Task<string> SourceAsync() =>
        XElement
            .Parse((await _real.DomainAsync(_name)).LiveXml!)
            .Descendants("disk")
            .First()
            .Element("source")!
            .Attribute("file")!
            .Value;
}
