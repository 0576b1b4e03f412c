using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

internal sealed class GuestImportTests : GuestTest
{
    private const string HandMade = """
        <name>old</name>
        <memory unit='KiB'>262144</memory><currentMemory unit='KiB'>262144</currentMemory>
        <vcpu placement='static'>2</vcpu>
        <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type><boot dev='hd'/></os>
        <features><acpi/><apic/></features>
        <cpu mode='custom' match='exact' check='none'><model fallback='forbid'>qemu64</model></cpu>
        <on_crash>destroy</on_crash>
        <devices>
          <disk type='file' device='disk'>
            <driver name='qemu' type='qcow2' cache='none'/><source file='/images/os.qcow2'/><target dev='vda' bus='virtio'/>
            <address type='pci' domain='0x0000' bus='0x04' slot='0x00' function='0x0'/>
          </disk>
          <interface type='bridge'>
            <mac address='52:54:00:aa:bb:cc'/><source bridge='br0'/><model type='virtio'/>
          </interface>
          <sound model='ich9'/>
        </devices>
        """;

    private static readonly PropertyMap Described = PropertyMap.Of(
        ("guestName", "old"),
        ("cpus", 2),
        ("memory", "256MiB"),
        ("disks", PropertyValue.List(PropertyMap.Of(("path", "/images/os.qcow2")))),
        (
            "networks",
            PropertyValue.List(PropertyMap.Of(("bridge", "br0"), ("mac", "52:54:00:AA:BB:CC")))
        ),
        ("console", "none"),
        ("running", false),
        ("autostart", false)
    );

    [SetUp]
    public void MakeDomain()
    {
        var domain = Domains.Add("old");
        domain.Xml = $"<domain type='qemu'><uuid>{domain.Uuid}</uuid>{HandMade}</domain>";
    }

    [Test]
    public async Task An_import_is_followed_by_an_empty_preview()
    {
        await Stack.ImportAsync(Type, "old", "old");

        var step = await Stack.PreviewAsync(Type, "old", Described);

        Assert.That(step.Diff!.Changes.Select(c => c.Describe()), Is.Empty);
        Assert.That(Stack.StateOf(Type, "old").Id, Is.EqualTo($"{Domains.Only.Uuid}"));
    }

    [Test]
    public async Task A_change_of_an_imported_guest_takes_back_only_what_it_changes_and_says_so()
    {
        const string start = "the host differs, and this change sets it back: ";
        await Stack.ImportAsync(Type, "old", "old");
        Domains.Only.Xml = Domains.Only.Xml.Replace(
            "<vcpu placement='static'>2",
            "<title>mine</title><vcpu placement='static'>3",
            StringComparison.Ordinal
        );

        await Stack.PreviewAsync(Type, "old", Described.With("memory", "512MiB"));
        var beside = Stack.Log.Lines.Last();
        await Stack.PreviewAsync(Type, "old", Described.With("cpus", 4));

        Assert.That(beside, Does.Not.Contain(start));
        Assert.That(Stack.Log.Lines.Last(), Does.EndWith($"\n{start}cpus is 3, not 4"));
    }

    [Test]
    public async Task An_imported_guest_has_no_drift()
    {
        await Stack.ImportAsync(Type, "old", $"{Domains.Only.Uuid}");

        await Stack.RefreshAsync(Type, "old");

        Assert.That(Stack.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task A_change_of_an_imported_guest_keeps_what_its_maker_put_into_it()
    {
        await Stack.ImportAsync(Type, "old", "old");
        Stack.Host.FakeImages.Add("/images/data.qcow2", 1024);
        var disks = ((PropertyValue.Array)Described["disks"]).Items;

        var step = await Stack.UpAsync(
            Type,
            "old",
            Described
                .With("memory", "512MiB")
                .With(
                    "disks",
                    PropertyValue.List([
                        .. disks,
                        PropertyMap.Of(("path", "/images/data.qcow2"), ("serial", "data")),
                    ])
                )
        );

        Assert.That(step.Operation, Is.EqualTo("update"));
        Assert.That(
            Domains.Only.Xml,
            Does.Contain("524288")
                .And.Contain("ich9")
                .And.Contain("cache=\"none\"")
                .And.Contain("pc-q35-7.2")
                .And.Contain("<serial>data</serial>")
        );
        Assert.That(Domains.Only.Xml, Does.Contain("urn:infra:nixhost:owner:1"));
    }

    [Test]
    public async Task A_domain_without_our_mark_is_not_changed_unless_it_is_imported()
    {
        var before = Domains.Only.Xml;

        var failures = await Stack.FailuresOfAsync(Type, "old", Described);

        Assert.That(failures.Single().Path, Is.EqualTo("guestName"));
        Assert.That(Domains.Only.Xml, Is.EqualTo(before));
    }

    [Test]
    public async Task A_guest_that_lost_our_mark_is_neither_changed_nor_deleted()
    {
        Domains.All.Clear();
        await Stack.UpAsync(Type, "web", Inputs);
        Domains.Only.Xml = Domains.Only.Xml.Replace("metadata", "genid", StringComparison.Ordinal);

        var update = await Assert.ThrowsAsync<HostException>(() =>
            Stack.UpAsync(Type, "web", Inputs.With("memory", "256MiB"))
        );
        var delete = await Assert.ThrowsAsync<HostException>(() => Stack.DestroyAsync(Type, "web"));

        Assert.That((update!.Code, delete!.Code), Is.EqualTo(("guest-foreign", "guest-foreign")));
    }

    [Test]
    public async Task An_imported_guest_can_be_deleted()
    {
        await Stack.ImportAsync(Type, "old", "old");

        await Stack.DestroyAsync(Type, "old");

        Assert.That(Domains.All, Is.Empty);
    }
}
