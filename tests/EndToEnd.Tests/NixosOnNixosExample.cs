using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>The example as it stands, on a nixpkgs whose systems are tiny guests that boot.</summary>
[Category("Real")]
[CancelAfter(900_000)]
public sealed class NixosOnNixosExample
{
    [Test]
    public async Task Two_guests_of_one_image_make_themselves_what_their_folders_say()
    {
        await using var lab = await LabHost.StartAsync();
        var stack = await Stack.CreateAsync(
            lab,
            Checkout.NixosOnNixos,
            Path.Combine(Checkout.Root, "examples", "nixos-on-nixos"),
            "root"
        );
        foreach (
            var (key, value) in new[]
            {
                ("nixpkgs", Checkout.Nixpkgs),
                ("bridge", "nixhost0"),
                ("uplink", "false"),
                ("gateway", "10.77.0.1"),
                ("lilly", "10.77.0.12/24"),
                ("rose", "10.77.0.13/24"),
                ("diskSize", "512MiB"),
                ("memory", "192MiB"),
            }
        )
        {
            await stack.ConfigureAsync(key, value);
        }

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
        (await stack.PreviewAsync("--expect-no-changes")).Succeeded();
        (await stack.DestroyAsync()).Succeeded();
        Assert.That(await HostPicture.LeftOversAsync(lab), Is.Empty);
    }
}
