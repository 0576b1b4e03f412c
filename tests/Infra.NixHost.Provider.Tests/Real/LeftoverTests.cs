using System.Xml.Linq;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Definitions;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Real;

/// <summary>A guest leaves nothing behind, and takes what the fragment of XML adds. On real libvirt; the machine boots nothing.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class LeftoverTests
{
    private const string Type = "NixGuest";
    private RealHost _real = null!;
    private string _name = "";

    [SetUp]
    public void Start()
    {
        _real = new();
        _name = $"{_real.Prefix}-left";
    }

    [TearDown]
    public async Task TearDown() => await _real.DisposeAsync();

    [Test]
    public async Task Variables_and_tpm_state_from_before_a_change_to_bios_go_with_the_guest()
    {
        var bios = (await _real.MachineAsync()).With("memory", "256MiB");
        await _real.Stack.UpAsync(Type, _name, bios.With("firmware", "uefi").With("tpm", true));
        var domain = await _real.DomainAsync(_name);
        var variables = XElement.Parse(domain.LiveXml!).Element("os")!.Element("nvram")!.Value;
        var tpm = $"/var/lib/libvirt/swtpm/{domain.Info.Uuid}";

        await _real.Stack.UpAsync(Type, _name, bios);
        var isKept = File.Exists(variables) && Directory.Exists(tpm);
        await _real.Stack.DestroyAsync(Type, _name);

        Assert.That(isKept, Is.True);
        Assert.That(File.Exists(variables), Is.False);
        Assert.That(Directory.Exists(tpm), Is.False);
    }

    [Test]
    public async Task A_fragment_merges_into_the_disk_and_the_card_of_the_running_machine()
    {
        var inputs = (await _real.MachineAsync()).With(
            "extraXml",
            "<devices><disk><serial>root</serial><driver cache='writethrough' discard='ignore' queues='1'/></disk>"
                + "<interface><mtu size='1400'/></interface></devices>"
        );

        await _real.Stack.UpAsync(Type, _name, inputs);
        await _real.Stack.RefreshAsync(Type, _name);

        var devices = XElement.Parse((await _real.DomainAsync(_name)).LiveXml!).Element("devices")!;
        var driver = devices.Elements("disk").Single().Element("driver")!;
        Assert.That(driver.Attribute("cache")!.Value, Is.EqualTo("writethrough"));
        Assert.That(driver.Attribute("discard")!.Value, Is.EqualTo("ignore"));
        Assert.That(
            devices.Elements("interface").Single().Element("mtu")!.Attribute("size")!.Value,
            Is.EqualTo("1400")
        );
        Assert.That(_real.Stack.Log.Warnings, Is.Empty);
    }

    [TestCase("cache", "none")]
    [TestCase("io", "io_uring")]
    [TestCase("discard", "ignore")]
    public async Task Cache_io_and_discard_reach_qemu_and_need_a_restart(string name, string value)
    {
        var inputs = await _real.MachineAsync();
        await _real.Stack.UpAsync(Type, _name, inputs);
        var run = await RealHost.RunIdAsync(_name);
        var disk = (
            (PropertyValue.Object)((PropertyValue.Array)inputs["disks"]).Items[0]
        ).Properties;
        var changed = inputs.With("disks", PropertyValue.List(disk.With(name, value)));

        var preview = await _real.Stack.PreviewAsync(Type, _name, changed);
        var device = XElement
            .Parse((await _real.DomainAsync(_name)).LiveXml!)
            .Descendants("disk")
            .Single();
        device.Element("driver")!.SetAttributeValue(name, value);
        var uuid = (await _real.DomainAsync(_name)).Info.Uuid;
        await Assert.ThrowsAsync<LibvirtException>(() =>
            _real.Host.LiveDomains.UpdateDeviceAsync(uuid, device.ToString(), default)
        );
        await _real.Stack.UpAsync(Type, _name, changed);
        await _real.Stack.RefreshAsync(Type, _name);

        Assert.That(
            preview.Diff!.Changes.Select(c => (c.Path, c.Impact)),
            Is.EqualTo(new[] { ($"disks[0].{name}", ChangeImpact.Restart) })
        );
        Assert.That(await RealHost.RunIdAsync(_name), Is.Not.EqualTo(run));
        var driver = XElement
            .Parse((await _real.DomainAsync(_name)).LiveXml!)
            .Descendants("driver")
            .First();
        Assert.That(driver.Attribute(name)?.Value, Is.EqualTo(value));
        Assert.That(_real.Stack.Log.Warnings, Is.Empty);
    }
}
