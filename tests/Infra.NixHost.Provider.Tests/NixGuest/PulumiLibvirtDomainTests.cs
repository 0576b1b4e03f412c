using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.NixGuest;

/// <summary>Domains in the form that Pulumi.Libvirt defines are taken over without a change.</summary>
internal sealed class PulumiLibvirtDomainTests : GuestTest
{
    private const string Domain = """
        <name>web</name>
        <memory unit='KiB'>524288</memory><currentMemory unit='KiB'>524288</currentMemory>
        <vcpu placement='static'>1</vcpu>
        <os><type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type><boot dev='hd'/></os>
        <features><acpi/><apic/><pae/></features>
        <cpu mode='custom' match='exact' check='none'><model fallback='forbid'>qemu64</model></cpu>
        <devices>
          <disk type='DISK' device='disk'>
            <driver name='qemu' type='qcow2'/><source SOURCE/><target dev='vda' bus='virtio'/>
          </disk>
          <interface type='bridge'><mac address='52:54:00:aa:bb:cc'/><source bridge='br0'/><model type='virtio'/></interface>
          <serial type='pty'><target type='isa-serial' port='0'/></serial>
          <console type='pty'><target type='serial' port='0'/></console>
          <channel type='unix'><source mode='bind'/><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
          <graphics type='spice' autoport='yes'><listen type='address'/></graphics>
          <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
        </devices>
        """;

    [TestCase("file", "file='/images/os.qcow2'", "/images/os.qcow2")]
    [TestCase("volume", "pool='default' volume='os.qcow2'", "default/os.qcow2")]
    public async Task A_domain_that_it_has_made_is_imported_and_the_preview_is_empty(
        string kind,
        string source,
        string path
    )
    {
        var domain = Domains.Add("web");
        domain.Xml =
            $"<domain type='qemu'><uuid>{domain.Uuid}</uuid>"
            + Domain
                .Replace("DISK", kind, StringComparison.Ordinal)
                .Replace("SOURCE", source, StringComparison.Ordinal)
            + "</domain>";
        var before = domain.Xml;

        var imported = await Stack.ImportAsync(Type, "web", "web");
        var inputs = PropertyMap.Create(
            imported!.Inputs.Where(i => !i.Key.StartsWith("__", StringComparison.Ordinal))
        );
        var preview = await Stack.PreviewAsync(Type, "web", inputs);

        var disk = ((PropertyValue.Array)inputs["disks"]).Items.Single();
        Assert.That(
            ((PropertyValue.Object)disk).Properties["path"],
            Is.EqualTo((PropertyValue)path)
        );
        Assert.That(preview.Diff!.Changes.Select(c => c.Describe()), Is.Empty);
        Assert.That(Domains.Only.Xml, Is.EqualTo(before));
    }
}
