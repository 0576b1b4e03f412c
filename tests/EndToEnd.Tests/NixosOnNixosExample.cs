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
        var former = await ImagesAsync(lab);

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
        await RequireOneImageAsync(lab, former);
        await RequireSmallOverlaysAsync(stack);
        await RequireThatNobodyGotInAsync(lab);
        (await stack.PreviewAsync("--expect-no-changes")).Succeeded();
        (await stack.RunAsync("refresh", "--yes", "--expect-no-changes")).Succeeded();
        (await stack.DestroyAsync()).Succeeded();
        Assert.That(await HostPicture.LeftOversAsync(lab), Is.Empty);
    }

    private static async Task<string[]> ImagesAsync(LabHost lab)
    {
        var images = await lab.RunAsync(
            "find",
            "/nix/store",
            "-maxdepth",
            "1",
            "-name",
            "*-nixos-disk-image"
        );
        return images.Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Asserts that one image was built, and that both disks lie on it.</summary>
    private static async Task RequireOneImageAsync(LabHost lab, string[] former)
    {
        var images = (await ImagesAsync(lab)).Except(former).ToArray();
        Assert.That(images, Has.Length.EqualTo(1));
        var image = images[0];
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

    /// <summary>Asserts that each guest's disk took little space when it was made.</summary>
    private static async Task RequireSmallOverlaysAsync(Stack stack)
    {
        var state = JsonNode.Parse((await stack.RunAsync("stack", "export")).Succeeded().Output)!;
        var allocations = state["deployment"]!["resources"]!
            .AsArray()
            .Where(r => (string)r!["type"]! == "nixhost:index:OverlayDisk")
            .Select(r => (double)r!["outputs"]!["allocation"]!);
        Assert.That(allocations, Has.Exactly(2).InRange(1, MiB));
    }

    /// <summary>Asserts that no key lets anybody in over SSH, and that nobody holds a guest's console.</summary>
    private static async Task RequireThatNobodyGotInAsync(LabHost lab)
    {
        var keys = await lab.RunAsync("find", "/nix/store", "-path", "*/authorized_keys/*");
        Assert.That(keys.Succeeded().Output, Is.Empty);
        (await lab.RunAsync("pgrep", "-x", "ssh|virsh|virt-viewer|socat")).FailedWith(1);
    }
}
