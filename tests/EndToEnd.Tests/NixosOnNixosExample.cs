using System.Text.Json.Nodes;
using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>The example as it stands, on a nixpkgs whose systems are tiny guests that boot.</summary>
[Category("Real")]
[CancelAfter(900_000)]
public sealed class NixosOnNixosExample
{
    private const int MiB = 1024 * 1024;

    [Test]
    public async Task Two_guests_of_one_image_make_themselves_what_their_folders_say()
    {
        await using var lab = await LabHost.StartAsync();
        var stack = await Lab.NixosOnNixos.CreateAsync(lab);

        (await stack.UpAsync()).Succeeded();

        foreach (var guest in new[] { "lilly", "rose" })
        {
            var address = await stack.OutputAsync(guest);
            (await lab.RunAsync("ping", "-c", "1", "-W", "5", address)).Succeeded();
        }

        Assert.That(
            await stack.OutputAsync("lillySystem"),
            Does.Contain("-nixos-system-LillyLeaf")
        );
        Assert.That(await stack.OutputAsync("roseSystem"), Does.Contain("-nixos-system-RosePetal"));
        await RequireOneImageAsync(lab);
        await RequireSmallOverlaysAsync(stack);
        await RequireThatNobodyGotInAsync(lab);
        (await stack.PreviewAsync("--expect-no-changes")).Succeeded();
        (await stack.RunAsync("refresh", "--yes", "--expect-no-changes")).Succeeded();
        (await stack.DestroyAsync()).Succeeded();
        Assert.That(await HostPicture.LeftOversAsync(lab), Is.Empty);
    }

    private static async Task RequireOneImageAsync(LabHost lab)
    {
        var images = await lab.RunAsync("sh", "-c", "ls -d /nix/store/*-nixos-disk-image");
        var image = images.Succeeded().Output.Trim();
        Assert.That(image.Split('\n'), Has.Length.EqualTo(1));
        var backing = await lab.RunAsync(
            "sh",
            "-c",
            "for disk in /var/lib/libvirt/images/*; do qemu-img info -U $disk | sed -n 's/^backing file: //p'; done"
        );
        Assert.That(
            backing.Succeeded().Output.Trim().Split('\n'),
            Is.EqualTo(new[] { $"{image}/nixos.qcow2", $"{image}/nixos.qcow2" })
        );
    }

    /// <summary>What each guest's disk took on the host when it was made.</summary>
    private static async Task RequireSmallOverlaysAsync(Stack stack)
    {
        var state = JsonNode.Parse((await stack.RunAsync("stack", "export")).Succeeded().Output)!;
        var allocations = state["deployment"]!["resources"]!
            .AsArray()
            .Where(r => (string)r!["type"]! == "nixhost:index:OverlayDisk")
            .Select(r => (double)r!["outputs"]!["allocation"]!);
        Assert.That(allocations, Has.Exactly(2).InRange(1, MiB));
    }

    /// <summary>Nobody is let in over SSH, and nobody holds a guest's console.</summary>
    private static async Task RequireThatNobodyGotInAsync(LabHost lab)
    {
        var keys = await lab.RunAsync("find", "/nix/store", "-path", "*/authorized_keys/*");
        Assert.That(keys.Succeeded().Output, Is.Empty);
        (await lab.RunAsync("pgrep", "-x", "ssh|virsh|virt-viewer|socat")).FailedWith(1);
    }
}
