using Infra.NixHost.Hosts;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Domains of others are imported on real libvirt.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class ImportTests
{
    private const string Type = "NixGuest";
    private RealHost _real = null!;
    private string _name = "";

    [SetUp]
    public async Task Define()
    {
        _real = new();
        _name = $"{_real.Prefix}-old";
        var disk = await _real.MakeDiskAsync("old");
        var file = Path.Combine(_real.Stack.Directory, "old.xml");
        await File.WriteAllTextAsync(
            file,
            $"""
            <domain type='qemu'><name>{_name}</name><memory unit='MiB'>64</memory><vcpu>2</vcpu>
            <os><type arch='x86_64' machine='q35'>hvm</type><boot dev='hd'/></os><features><acpi/></features>
            <devices>
              <disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none'/><source file='{disk}'/><target dev='vda' bus='virtio'/></disk>
              <interface type='bridge'><mac address='52:54:00:aa:bb:01'/><source bridge='nixhost0'/><model type='virtio'/></interface>
              <serial type='pty'/><sound model='ich9'/>
            </devices></domain>
            """
        );
        await RealHost.VirshAsync("define", file);
    }

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_imported_guest_shows_an_empty_preview_and_changes_only_what_is_asked_for(
        bool byName
    )
    {
        var uuid = (await _real.DomainAsync(_name)).Info.Uuid;
        var disk = Path.Combine(_real.Host.Options.ImageDirectory, "old.qcow2");
        var wanted = PropertyMap.Of(
            ("cpus", 2),
            ("memory", "64MiB"),
            ("disks", PropertyValue.List(PropertyMap.Of(("path", disk)))),
            (
                "networks",
                PropertyValue.List(
                    PropertyMap.Of(("bridge", "nixhost0"), ("mac", "52:54:00:aa:bb:01"))
                )
            ),
            ("console", "pty"),
            ("running", false),
            ("autostart", false)
        );

        await _real.Stack.ImportAsync(Type, _name, byName ? _name : $"{uuid}");
        var preview = await _real.Stack.PreviewAsync(Type, _name, wanted);
        await _real.Stack.RefreshAsync(Type, _name);
        await _real.Stack.UpAsync(Type, _name, wanted.With("memory", "96MiB"));

        Assert.That(preview.Diff!.Changes.Select(c => c.Describe()), Is.Empty);
        Assert.That(_real.Stack.Log.Warnings, Is.Empty);
        Assert.That(
            (await _real.DomainAsync(_name)).Xml,
            Does.Contain($"{96 * 1024}</memory>").And.Contain("ich9").And.Contain("cache='none'")
        );
        await _real.Stack.DestroyAsync(Type, _name);
        Assert.That(await _real.Host.Domains.FindAsync(_name, default), Is.Null);
    }

    [Test]
    public async Task A_guest_somebody_else_made_is_left_alone_whatever_the_program_says()
    {
        var before = (await _real.DomainAsync(_name)).Xml;
        var inputs = PropertyMap.Of(("memory", "32MiB"), ("running", false), ("guestName", _name));

        var failures = await _real.Stack.FailuresOfAsync(Type, $"{_name}-mine", inputs);

        Assert.That(failures.Single().Path, Is.EqualTo("guestName"));
        Assert.That((await _real.DomainAsync(_name)).Xml, Is.EqualTo(before));
    }
}
