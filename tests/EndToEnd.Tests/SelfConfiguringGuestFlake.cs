using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>
/// A guest that configures itself has a flake as its base and lacks a disk at first. Its systems are the stand-in's for nixpkgs, which boot
/// and run the real bootstrap.
/// </summary>
[Category("Real")]
[CancelAfter(1_800_000)]
public sealed class SelfConfiguringGuestFlake
{
    private LabHost _lab = null!;
    private Stack _stack = null!;

    [SetUp]
    public async Task StartTheLab()
    {
        _lab = await LabHost.StartAsync();
        _stack = await RoseGuest.CreateStackAsync(_lab);
        await WriteFlakeAsync();
        await _stack.ConfigureAsync("flake", "./root/common#base");
    }

    [TearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    [Test]
    public async Task A_missing_disk_fails_up_with_its_name_and_with_it_the_guest_becomes_what_its_folder_says()
    {
        await _stack.ConfigureAsync("withoutSelfConfig", "true");

        var up = await _stack.UpAsync();

        Assert.That(up.ExitCode, Is.Not.Zero);
        Assert.That(
            up.Text,
            Does.Contain($"gave up after {RoseGuest.Attempts} attempts")
                .And.Contain("(serial nixhost-selfConfig)")
        );

        await _stack.ConfigureAsync("withoutSelfConfig", "false");

        (await _stack.UpAsync()).Succeeded();

        await new RoseGuest(_lab, _stack).RequireAsync();
        Assert.That(await _stack.OutputAsync("address"), Is.EqualTo(RoseGuest.Address));
        Assert.That(await _stack.OutputAsync("configHash"), Does.Match("^[0-9a-f]{32}$"));
        Assert.That(await _stack.OutputAsync("hostKey"), Does.Match("^ssh-ed25519 AAAA[^ ]+$"));
    }

    /// <summary>Writes the base as somebody has it whose configurations are flakes.</summary>
    private async Task WriteFlakeAsync()
    {
        var directory = Path.Combine(_stack.Directory, "root", "common");
        await File.WriteAllTextAsync(
            Path.Combine(directory, "flake.nix"),
            $$"""
            {
              inputs.nixpkgs = { url = "path:{{Checkout.Nixpkgs}}"; flake = false; };
              inputs.nixhost.url = "path:{{Checkout.Modules}}";
              outputs = { nixpkgs, nixhost, ... }: {
                nixosConfigurations.base = import "${nixpkgs}/nixos/lib/eval-config.nix" {
                  system = "x86_64-linux";
                  modules = [ nixhost.nixosModules.guest ./guest.nix { networking.hostName = "base"; } ];
                };
              };
            }
            """
        );
        string[] features = ["--extra-experimental-features", "nix-command flakes"];
        (
            await _lab.RunAsync(["nix", .. features, "flake", "lock", $"path:{directory}"])
        ).Succeeded();
    }
}
