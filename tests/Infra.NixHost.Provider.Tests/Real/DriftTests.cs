using Infra.NixHost.Hosts.Libvirt;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>Somebody changes a guest by hand: refresh reports each difference, and up repairs it. On real libvirt; the machine boots nothing.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class DriftTests
{
    private const string Type = "NixGuest";
    private RealHost _real = null!;
    private PropertyMap _inputs = null!;
    private string _name = "";

    [SetUp]
    public async Task Start()
    {
        _real = new();
        _name = $"{_real.Prefix}-drift";
        _inputs = (await _real.MachineAsync())
            .With("graphics", "vnc")
            .With("tpm", true)
            .With("agent", true)
            .With("console", "pty")
            .With("maxCpus", 3)
            .With("maxMemory", "64MiB")
            .With("autostart", true);
        await _real.Stack.UpAsync(Type, _name, _inputs);
    }

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [Test]
    public async Task What_libvirt_fills_in_is_no_drift()
    {
        var before = (await _real.DomainAsync(_name)).Xml;

        await _real.Stack.RefreshAsync(Type, _name);
        var step = await _real.Stack.UpAsync(Type, _name, _inputs);

        Assert.That(_real.Stack.Log.Warnings, Is.Empty);
        Assert.That(step.Operation, Is.EqualTo("same"));
        Assert.That((await _real.DomainAsync(_name)).Xml, Is.EqualTo(before));
    }

    [Test]
    public async Task A_refresh_asks_libvirt_at_most_three_times_and_changes_nothing()
    {
        var before = _real.Host.LibvirtCalls;

        await _real.Stack.RefreshAsync(Type, _name);

        var after = _real.Host.LibvirtCalls;
        Assert.That(after.All - before.All, Is.LessThanOrEqualTo(3));
        Assert.That(after.Changes, Is.EqualTo(before.Changes));
    }

    [Test]
    public async Task Everything_changed_by_hand_is_a_line_each_and_up_repairs_it()
    {
        await RealHost.VirshAsync("setvcpus", _name, "2", "--config");
        await RealHost.VirshAsync("autostart", "--disable", _name);
        await RealHost.VirshAsync("destroy", _name);
        await RealHost.VirshAsync("detach-interface", _name, "bridge", "--config");

        await _real.Stack.RefreshAsync(Type, _name);
        var found = _real.Stack.Log.Warnings.ToList();
        await _real.Stack.UpAsync(Type, _name, _inputs);
        _real.Stack.Log.Warnings.Clear();
        await _real.Stack.RefreshAsync(Type, _name);

        Assert.That(
            found,
            Is.EquivalentTo([
                "drift: definition: cpus is 2, not 1",
                "drift: definition: networks[0] was removed, {…}",
                "drift: power: the guest should run and is ShutOff",
                "drift: autostart is off, not on",
            ])
        );
        Assert.That(_real.Stack.Log.Warnings, Is.Empty);
        Assert.That((await _real.DomainAsync(_name)).Info.State, Is.EqualTo(DomainState.Running));
    }

    [Test]
    public async Task Without_a_refresh_the_preview_of_a_change_names_what_it_takes_back()
    {
        const string start = "the host differs, and this change sets it back: ";
        await RealHost.VirshAsync("setvcpus", _name, "2", "--config");
        await RealHost.VirshAsync("desc", _name, "--title", "--config", "of the operator");
        await RealHost.VirshAsync("autostart", "--disable", _name);
        var changed = _inputs.With("agent", false);

        await _real.Stack.PreviewAsync(Type, _name, changed);
        var lines = _real.Stack.Log.Lines.SelectMany(l => l.Split('\n')).ToList();
        await _real.Stack.UpAsync(Type, _name, changed);
        await _real.Stack.RefreshAsync(Type, _name);

        Assert.That(
            lines.Where(l => l.StartsWith(start, StringComparison.Ordinal)),
            Is.EqualTo([
                $"{start}cpus is 2, not 1",
                $"{start}/title was added",
                $"{start}autostart is off, not on",
            ])
        );
        Assert.That(_real.Stack.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task A_paused_guest_is_found_and_goes_on()
    {
        var runId = await RealHost.RunIdAsync(_name);
        await RealHost.VirshAsync("suspend", _name);

        await _real.Stack.RefreshAsync(Type, _name);
        await _real.Stack.UpAsync(Type, _name, _inputs);

        Assert.That((await _real.DomainAsync(_name)).Info.State, Is.EqualTo(DomainState.Running));
        Assert.That(await RealHost.RunIdAsync(_name), Is.EqualTo(runId));
    }

    [Test]
    public async Task A_guest_saved_by_hand_goes_on_where_it_was()
    {
        await RealHost.VirshAsync("managedsave", _name);

        await _real.Stack.RefreshAsync(Type, _name);
        var step = await _real.Stack.UpAsync(Type, _name, _inputs);

        Assert.That(
            _real.Stack.Log.Warnings,
            Is.EqualTo(["drift: power: the guest should run and is saved to a file; up resumes it"])
        );
        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That((await _real.DomainAsync(_name)).Info.State, Is.EqualTo(DomainState.Running));
        Assert.That(
            await RealHost.VirshAsync("domstate", "--reason", _name),
            Does.StartWith("running (restored)")
        );
    }

    [Test]
    public async Task A_saved_state_does_not_overrule_a_changed_definition()
    {
        await RealHost.VirshAsync("managedsave", _name);

        await _real.Stack.UpAsync(Type, _name, _inputs.With("maxMemory", "96MiB"));

        var domain = await _real.DomainAsync(_name);
        Assert.That(domain.Info.IsSaved, Is.False);
        Assert.That(domain.LiveXml, Does.Contain("<memory unit='KiB'>98304</memory>"));
        Assert.That(
            await RealHost.VirshAsync("domstate", "--reason", _name),
            Does.StartWith("running (booted)")
        );
    }

    [Test]
    public async Task A_device_added_by_hand_to_the_definition_is_taken_out()
    {
        var device = Path.Combine(_real.Stack.Directory, "vsock.xml");
        await File.WriteAllTextAsync(device, "<vsock model='virtio'><cid auto='yes'/></vsock>");
        await RealHost.VirshAsync("attach-device", _name, device, "--config");

        await _real.Stack.RefreshAsync(Type, _name);
        await _real.Stack.UpAsync(Type, _name, _inputs);

        Assert.That(
            _real.Stack.Log.Warnings,
            Is.EqualTo(["drift: definition: /devices/vsock was added"])
        );
        Assert.That((await _real.DomainAsync(_name)).Xml, Does.Not.Contain("<vsock"));
    }

    [Test]
    public async Task Removing_a_guest_with_snapshots_saved_state_and_tpm_leaves_nothing()
    {
        await RealHost.VirshAsync("managedsave", _name);
        await RealHost.VirshAsync(
            "snapshot-create-as",
            _name,
            "before",
            "--disk-only",
            "--no-metadata"
        );
        var uuid = (await _real.DomainAsync(_name)).Info.Uuid;

        await _real.Stack.DestroyAsync(Type, _name);

        Assert.That(await _real.Host.Domains.FindAsync(_name, default), Is.Null);
        Assert.That(Directory.Exists($"/var/lib/libvirt/swtpm/{uuid}"), Is.False);
        Assert.That(File.Exists($"/var/lib/libvirt/qemu/save/{_name}.save"), Is.False);
    }
}
