using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>The guest reads what a user puts on its config disk, and nobody else does.</summary>
[Category("Real")]
[CancelAfter(300_000)]
public sealed class ConfigDisks
{
    [Test]
    public async Task A_secret_file_reaches_the_guest_and_is_in_neither_store_nor_domain_nor_state()
    {
        const string Hush = "hush-2f7c61";
        await using var lab = await LabHost.StartAsync();
        var stack = await Stack.CreateAsync(lab);
        await stack.ConfigureSecretAsync("token", Hush);

        var up = (await stack.UpAsync()).Succeeded();
        (await lab.RunAsync("ping", "-c", "1", "-W", "5", "10.77.0.10")).Succeeded();

        var image = await stack.OutputAsync("configDisk");
        Assert.That(image, Does.StartWith("/var/lib/nixhost/config-disks/").And.EndsWith("-1.iso"));
        Assert.That(
            await stack.OutputAsync("deviceLink"),
            Is.EqualTo("/dev/disk/by-id/virtio-config")
        );
        var owner = await lab.RunAsync("stat", "-c", "%a %U", image);
        Assert.That(owner.Succeeded().Output.Trim(), Is.EqualTo("600 libvirt-qemu"));
        (await lab.RunAsync("grep", "-aq", Hush, image)).Succeeded();
        var elsewhere = await lab.RunAsync(
            "sh",
            "-c",
            $"virsh -c qemu:///system dumpxml lilly | grep -F {Hush}; "
                + $"grep -raF {Hush} /nix /etc/libvirt /run/libvirt {stack.Directory} /var/lib/libvirt /var/log/libvirt; "
                // The lines are read first, so that the search does not find itself. The shell's own line names the secret.
                + $"lines=$(cat /proc/[0-9]*/cmdline | tr '\\0' '\\n'); printf '%s\\n' \"$lines\" | grep -F {Hush} | grep -v grep; true"
        );
        Assert.That(elsewhere.Succeeded().Output, Is.Empty);
        Assert.That(up.Text, Does.Not.Contain(Hush));
        (await stack.PreviewAsync("--expect-no-changes")).Succeeded();

        (await stack.DestroyAsync()).Succeeded();
        Assert.That(await HostPicture.LeftOversAsync(lab), Is.Empty);
    }
}
