using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.NixGuest;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>
/// A change of each property does to a machine on real libvirt what the preview announces. The machine boots nothing, because only its identity
/// counts.
/// </summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class ImpactMatrixTests
{
    private const string Type = "NixGuest";
    private RealHost _real = null!;
    private PropertyMap _inputs = null!;
    private string _name = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _real = new();
        _name = $"{_real.Prefix}-matrix";
        _inputs = await _real.MachineAsync();
        await _real.Stack.UpAsync(Type, _name, _inputs);
    }

    [OneTimeTearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    private static IEnumerable<TestCaseData<string, PropertyValue, ChangeImpact>> Changes()
    {
        yield return new("memory", "48MiB", ChangeImpact.Restart);
        yield return new("maxMemory", "64MiB", ChangeImpact.Restart);
        yield return new("cpus", 2, ChangeImpact.Restart);
        yield return new("maxCpus", 2, ChangeImpact.Restart);
        yield return new("machine", "pc", ChangeImpact.Restart);
        yield return new("cpuMode", "maximum", ChangeImpact.Restart);
        yield return new("graphics", "vnc", ChangeImpact.Restart);
        yield return new("console", "pty", ChangeImpact.Restart);
        yield return new("tpm", true, ChangeImpact.Restart);
        yield return new(
            "extraXml",
            "<devices><watchdog model='i6300esb' action='none'/></devices>",
            ChangeImpact.Restart
        );
        yield return new("agent", true, ChangeImpact.Live);
        yield return new("restartPolicy", "on-crash", ChangeImpact.Live);
        yield return new("autostart", true, ChangeImpact.InPlace);
        yield return new("accelerator", "tcg", ChangeImpact.None);
        yield return new("waitFor", "none", ChangeImpact.None);
        yield return new("waitTimeout", "1m", ChangeImpact.None);
        yield return new("shutdownTimeout", "1s", ChangeImpact.None);
        yield return new(
            "address",
            PropertyMap.Of(("address", "10.99.0.3/24")),
            ChangeImpact.InPlace
        );
    }

    [TestCaseSource(nameof(Changes))]
    public async Task What_is_announced_is_what_happens(
        string property,
        PropertyValue value,
        ChangeImpact announced
    )
    {
        await _real.Stack.UpAsync(Type, _name, _inputs);
        var before = await PictureAsync();

        var step = await _real.Stack.UpAsync(Type, _name, _inputs.With(property, value));

        var after = await PictureAsync();
        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That(step.Diff!.Changes.Select(c => c.Impact), Is.All.EqualTo(announced));
        Assert.That(after.RunId != before.RunId, Is.EqualTo(announced == ChangeImpact.Restart));
        Assert.That(
            after.Xml != before.Xml || after.Autostart != before.Autostart,
            Is.EqualTo(announced != ChangeImpact.None)
        );
        Assert.That((after.Uuid, after.Inode), Is.EqualTo((before.Uuid, before.Inode)));

        await _real.Stack.RefreshAsync(Type, _name);
        Assert.That(_real.Stack.Log.Warnings, Is.Empty, "what the change made is no drift");
    }

    /// <summary>The properties whose change needs more than a value: memory, devices of the host, or a guest that answers.</summary>
    private static readonly string[] Elsewhere =
    [
        "guestName",
        "running",
        "disks",
        "networks",
        "firmware",
        "hugepages",
        "hostDevices",
        "expectedConfigHash",
        // Another machine: MoveTests.
        "host",
    ];

    [Test]
    public void Every_input_of_a_guest_has_a_row_or_a_test_of_its_own() =>
        Assert.That(
            Changes().Select(c => c.Arguments[0]).Concat(Elsewhere),
            Is.EquivalentTo(NixGuestDefinition.Resource.Inputs.Select(p => p.Name))
        );

    [Test]
    public async Task Another_firmware_needs_the_restart_that_is_announced()
    {
        var bios = _inputs.With("memory", "256MiB");
        await _real.Stack.UpAsync(Type, _name, bios);
        var before = await PictureAsync();

        var step = await _real.Stack.UpAsync(Type, _name, bios.With("firmware", "uefi"));

        var after = await PictureAsync();
        Assert.That(step.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.Restart));
        Assert.That((after.RunId != before.RunId, after.Inode), Is.EqualTo((true, before.Inode)));
        Assert.That((await _real.DomainAsync(_name)).LiveXml, Does.Contain("<nvram"));
    }

    [Test]
    public async Task A_disk_of_another_kind_needs_the_restart_that_is_announced()
    {
        await _real.Stack.UpAsync(Type, _name, _inputs);
        var before = await PictureAsync();
        var disk = (
            (PropertyValue.Object)((PropertyValue.Array)_inputs["disks"]).Items[0]
        ).Properties;

        var step = await _real.Stack.UpAsync(
            Type,
            _name,
            _inputs.With("disks", PropertyValue.List(disk.With("bus", "scsi")))
        );

        var after = await PictureAsync();
        Assert.That(step.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.Restart));
        Assert.That((after.RunId != before.RunId, after.Inode), Is.EqualTo((true, before.Inode)));
    }

    [Test]
    public async Task A_stopped_guest_changes_in_place_and_stays_off()
    {
        await _real.Stack.UpAsync(Type, _name, _inputs.With("running", false));

        var step = await _real.Stack.UpAsync(
            Type,
            _name,
            _inputs.With("running", false).With("memory", "48MiB")
        );

        Assert.That(step.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.InPlace));
        Assert.That((await _real.DomainAsync(_name)).LiveXml, Is.Null);
        await _real.Stack.UpAsync(Type, _name, _inputs);
        Assert.That((await _real.DomainAsync(_name)).LiveXml, Is.Not.Null);
    }

    [Test]
    public async Task Another_name_is_another_machine_with_the_same_disk()
    {
        await _real.Stack.UpAsync(Type, _name, _inputs);
        var before = await PictureAsync();

        var step = await _real.Stack.UpAsync(Type, _name, _inputs.With("guestName", $"{_name}-2"));

        var renamed = await _real.DomainAsync($"{_name}-2");
        Assert.That(step.Diff!.Changes.Single().Impact, Is.EqualTo(ChangeImpact.Replace));
        Assert.That(await _real.Host.Domains.FindAsync(_name, default), Is.Null);
        Assert.That(renamed.Info.Uuid, Is.Not.EqualTo(before.Uuid));
        await _real.Stack.UpAsync(Type, _name, _inputs);
        Assert.That((await PictureAsync()).Inode, Is.EqualTo(before.Inode));
    }

    private async Task<(
        string RunId,
        string Xml,
        bool Autostart,
        Guid Uuid,
        string Inode
    )> PictureAsync()
    {
        var domain = await _real.DomainAsync(_name);
        var disk = Path.Combine(_real.Host.Options.ImageDirectory, "root.qcow2");
        return (
            await RealHost.RunIdAsync(_name),
            domain.Xml,
            domain.Info.Autostart,
            domain.Info.Uuid,
            await RealHost.RunAsync("stat", "-c", "%i", disk)
        );
    }
}
