using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>How the quickstart's guest ends, and what of it garbage collections take.</summary>
[Category("Real")]
[CancelAfter(600_000)]
public sealed class QuickstartEnd
{
    [Test]
    public async Task The_base_image_survives_garbage_collection_as_long_as_the_overlay_and_down_leaves_nothing_behind()
    {
        await using var lab = await LabHost.StartAsync();
        var stack = await Stack.CreateAsync(lab);
        (await stack.UpAsync()).Succeeded();
        var image = await stack.OutputAsync("backing");
        await stack.ConfigureAsync("backing", image);

        // The image is no resource any more, so only the overlay keeps it.
        var up = (await stack.UpAsync()).Succeeded();
        (await lab.RunAsync("nix-collect-garbage")).Succeeded();

        Assert.That(up.Text, Does.Contain("delete"));
        (await lab.RunAsync("test", "-e", image)).Succeeded();
        var overlay = await stack.OutputAsync("overlay");
        (await lab.RunAsync("qemu-img", "info", "-U", "--backing-chain", overlay)).Succeeded();

        (await stack.DestroyAsync()).Succeeded();

        Assert.That(await HostPicture.LeftOversAsync(lab), Is.Empty);
        (await lab.RunAsync("test", "-e", image)).Succeeded();
        (await lab.RunAsync("nix-collect-garbage")).Succeeded();
        (await lab.RunAsync("test", "-e", image)).FailedWith(1);
    }
}
