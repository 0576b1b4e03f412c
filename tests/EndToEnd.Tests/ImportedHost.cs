using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>A host full of machines that no stack has made becomes a program, and the program changes nothing.</summary>
[Category("Real")]
[CancelAfter(600_000)]
public sealed class ImportedHost
{
    private const string Virsh = "virsh -c qemu:///system --quiet";

    // What virt-install and virt-manager write has many devices that a NixGuest has no input for.
    private static readonly string Foreign = $"""
        {Virsh} pool-define-as default dir --target /var/lib/libvirt/images
        {Virsh} pool-start default
        {Virsh} vol-create-as default base.qcow2 256MiB --format qcow2
        {Virsh} vol-create-as default web.qcow2 512MiB --format qcow2 --backing-vol base.qcow2 --backing-vol-format qcow2
        {Virsh} vol-create-as default data.raw 16MiB --format raw
        cat > lan.xml <<END
        <network><name>lan</name><forward mode='bridge'/><bridge name='nixhost0'/></network>
        END
        {Virsh} net-define lan.xml
        {Virsh} net-start lan
        domain() # NAME MEMORY FORMAT FILE INTERFACE
        {"{"}
        cat > "$1.xml" <<END
        <domain type='qemu'>
          <name>$1</name><memory unit='MiB'>$2</memory><vcpu>1</vcpu>
          <os><type arch='x86_64' machine='q35'>hvm</type><boot dev='hd'/></os>
          <features><acpi/><apic/></features>
          <clock offset='utc'><timer name='hpet' present='no'/></clock>
          <devices>
            <disk type='file' device='disk'><driver name='qemu' type='$3'/><source file='/var/lib/libvirt/images/$4'/><target dev='vda' bus='virtio'/></disk>
            $5
            <serial type='pty'><target port='0'/></serial><console type='pty'/>
            <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
            <input type='tablet' bus='usb'/><graphics type='vnc' port='-1'/><video><model type='vga'/></video>
            <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
          </devices>
        </domain>
        END
        {Virsh} define "$1.xml"
        {"}"}
        domain web 64 qcow2 web.qcow2 "<interface type='network'><source network='lan'/><model type='virtio'/></interface>"
        domain data 32 raw data.raw "<interface type='bridge'><source bridge='nixhost0'/><model type='e1000'/></interface>"
        {Virsh} start web
        """;

    [Test]
    public async Task Everything_on_a_host_is_imported_and_the_written_program_previews_empty()
    {
        await using var lab = await LabHost.StartAsync();
        (await lab.RunAsync("bash", "-euc", Foreign)).Succeeded();
        var stack = await Stack.NewAsync(lab, "nixhost-csharp", "imported");
        var before = await HostPicture.TakeAsync(lab);

        var import = await stack.RunAsync("import", "--all", "--yes", "--out", "Program.cs");
        var preview = await stack.PreviewAsync("--expect-no-changes");
        var refreshed = await stack.PreviewAsync("--refresh", "--expect-no-changes");
        var program = await File.ReadAllTextAsync(Path.Combine(stack.Directory, "Program.cs"));

        import.Succeeded();
        // A volume that lies on no other is no overlay; nothing else is left out.
        Assert.That(
            import.Text.Split('\n').Where(l => l.Contains("is left out", StringComparison.Ordinal)),
            Has.Exactly(1).Items.And.All.Contains("OverlayDisk base.qcow2")
        );
        preview.Succeeded();
        refreshed.Succeeded();
        Assert.That(
            program,
            Does.Contain("new NixGuest(\"web\"")
                .And.Contains("new NixGuest(\"data\"")
                .And.Contains("new BridgeNetwork(\"lan\"")
                .And.Contains("new OverlayDisk(\"web")
        );
        Assert.That(await HostPicture.TakeAsync(lab), Is.EqualTo(before));
    }
}
