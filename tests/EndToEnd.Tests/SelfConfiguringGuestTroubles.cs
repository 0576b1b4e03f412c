using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>
/// What goes wrong with a guest that makes itself what its folder says, in the order in which a user meets it. Its systems are the stand-in's
/// for nixpkgs: they boot and run the real bootstrap. After each trouble the next good <c>up</c> recovers.
/// </summary>
[Category("Real")]
[CancelAfter(1_800_000)]
public sealed class SelfConfiguringGuestTroubles
{
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(5);
    private LabHost _lab = null!;
    private Stack _stack = null!;
    private RoseGuest _rose = null!;

    [OneTimeSetUp]
    public async Task StartTheLab()
    {
        _lab = await LabHost.StartAsync();
        _stack = await RoseGuest.CreateStackAsync(_lab);
        _rose = new(_lab, _stack);
        await WriteFlakeAsync();
        await _stack.ConfigureAsync("flake", "./root/common#base");
    }

    [OneTimeTearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    [Test]
    public async Task A_missing_disk_fails_up_with_its_name()
    {
        await _stack.ConfigureAsync("withoutSelfConfig", "true");

        var up = await _stack.UpAsync();

        Assert.That(up.ExitCode, Is.Not.Zero);
        Assert.That(
            up.Text,
            Does.Contain("gave up after 3 attempts").And.Contain("(serial nixhost-selfConfig)")
        );
    }

    [Test, DependsOnTest(nameof(A_missing_disk_fails_up_with_its_name))]
    public async Task With_the_disk_the_guest_becomes_what_its_folder_says()
    {
        await _stack.ConfigureAsync("withoutSelfConfig", "false");

        (await _stack.UpAsync()).Succeeded();

        await _rose.RequireAsync();
        Assert.That(await _stack.OutputAsync("address"), Is.EqualTo(RoseGuest.Address));
        Assert.That(await _stack.OutputAsync("configHash"), Does.Match("^[0-9a-f]{32}$"));
        Assert.That(await _stack.OutputAsync("hostKey"), Does.Match("^ssh-ed25519 AAAA[^ ]+$"));
    }

    [Test, DependsOnTest(nameof(With_the_disk_the_guest_becomes_what_its_folder_says))]
    public async Task A_syntax_error_fails_in_preview_with_its_place()
    {
        var good = await File.ReadAllTextAsync(_rose.Configuration);
        await File.WriteAllTextAsync(_rose.Configuration, "{ networking.hostName = ; }\n");

        var preview = await _stack.PreviewAsync();
        await File.WriteAllTextAsync(_rose.Configuration, good);

        Assert.That(preview.ExitCode, Is.Not.Zero);
        Assert.That(preview.Text, Does.Contain("hosts/rose/configuration.nix:1:25"));
    }

    [Test, DependsOnTest(nameof(A_syntax_error_fails_in_preview_with_its_place))]
    public async Task An_identity_that_cannot_be_fails_in_preview()
    {
        foreach (
            var (key, value) in new[]
            {
                ("hostName", "rose_1"),
                ("address", "10.77.0.13"),
                ("gateway", "10.78.0.1"),
                ("mac", "52:54:00"),
            }
        )
        {
            await _stack.ConfigureAsync(key, value);

            var preview = await _stack.PreviewAsync();
            (await _stack.RunAsync("config", "rm", key)).Succeeded();

            Assert.That(preview.ExitCode, Is.Not.Zero, key);
            Assert.That(preview.Text, Does.Contain($"\"{value}\" is "));
        }
    }

    [Test, DependsOnTest(nameof(An_identity_that_cannot_be_fails_in_preview))]
    public async Task A_system_that_does_not_boot_fails_up_with_that_reason_and_the_old_one_stays()
    {
        var system = await _stack.OutputAsync("system");
        await _rose.WriteAsync("standIn.boots = \"panics\";");

        var up = await _stack.UpAsync();

        Assert.That(up.ExitCode, Is.Not.Zero);
        Assert.That(
            up.Text,
            Does.Contain("gave up after 3 attempts").And.Contain("did not boot").And.Contain(system)
        );
        // The guest got its former definition back and boots again.
        await Wait.UntilAsync(
            async () => (await _rose.PingAsync()).ExitCode == 0,
            Budget,
            () => $"{RoseGuest.Address} does not answer"
        );
    }

    [
        Test,
        DependsOnTest(
            nameof(A_system_that_does_not_boot_fails_up_with_that_reason_and_the_old_one_stays)
        )
    ]
    public async Task A_power_cut_on_the_way_fails_up_with_that_reason()
    {
        await _rose.WriteAsync("environment.etc.motd.text = \"hello\";");
        var before = _rose.Reports("\"phase\":\"build\"");

        var up = _stack.UpAsync();
        await Wait.UntilAsync(
            () => up.IsCompleted || _rose.Reports("\"phase\":\"build\"") > before,
            Budget,
            () => "the guest does not begin with its new system"
        );
        await _lab.RunAsync("virsh", "-c", "qemu:///system", "destroy", "rose");

        var cut = await up;
        Assert.That(cut.ExitCode, Is.Not.Zero);
        Assert.That(cut.Text, Does.Contain("powered off before it reported itself configured"));
    }

    [Test, DependsOnTest(nameof(A_power_cut_on_the_way_fails_up_with_that_reason))]
    public async Task A_good_configuration_recovers()
    {
        var preview = (await _stack.PreviewAsync()).Succeeded();
        (await _stack.UpAsync()).Succeeded();

        Assert.That(preview.Text, Does.Contain("expectedConfigHash"));
        await _rose.RequireAsync();
        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();
    }

    /// <summary>The base, as somebody has it whose configurations are flakes.</summary>
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
