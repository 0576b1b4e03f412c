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
    private const string Rose = "10.77.0.13";
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(5);
    private LabHost _lab = null!;
    private Stack _stack = null!;

    private string Configuration =>
        Path.Combine(_stack.Directory, "root", "hosts", "rose", "configuration.nix");

    [OneTimeSetUp]
    public async Task StartTheLab()
    {
        _lab = await LabHost.StartAsync();
        _stack = await Stack.CreateAsync(_lab, Checkout.GuestStack, Checkout.Guests, "root");
        await _stack.ConfigureAsync("nixpkgs", Checkout.Nixpkgs);
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

        await RequireRoseAsync();
        Assert.That(await _stack.OutputAsync("address"), Is.EqualTo(Rose));
        Assert.That(await _stack.OutputAsync("configHash"), Does.Match("^[0-9a-f]{32}$"));
        Assert.That(await _stack.OutputAsync("hostKey"), Does.Match("^ssh-ed25519 AAAA[^ ]+$"));
    }

    [Test, DependsOnTest(nameof(With_the_disk_the_guest_becomes_what_its_folder_says))]
    public async Task A_syntax_error_fails_in_preview_with_its_place()
    {
        var good = await File.ReadAllTextAsync(Configuration);
        await File.WriteAllTextAsync(Configuration, "{ networking.hostName = ; }\n");

        var preview = await _stack.PreviewAsync();
        await File.WriteAllTextAsync(Configuration, good);

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
        await WriteAsync("standIn.boots = \"panics\";");

        var up = await _stack.UpAsync();

        Assert.That(up.ExitCode, Is.Not.Zero);
        Assert.That(
            up.Text,
            Does.Contain("gave up after 3 attempts").And.Contain("did not boot").And.Contain(system)
        );
        // The guest got its former definition back and boots again.
        await Wait.UntilAsync(
            async () => (await PingAsync()).ExitCode == 0,
            Budget,
            () => $"{Rose} does not answer"
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
        await WriteAsync("environment.etc.motd.text = \"hello\";");
        var before = Reports("\"phase\":\"build\"");

        var up = _stack.UpAsync();
        await Wait.UntilAsync(
            () => up.IsCompleted || Reports("\"phase\":\"build\"") > before,
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
        await RequireRoseAsync();
        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();
    }

    [Test, DependsOnTest(nameof(A_good_configuration_recovers))]
    public async Task A_guest_that_fails_to_build_its_system_three_times_fails_up_with_its_own_words()
    {
        await _stack.ConfigureAsync("mode", "RebuildInGuest");
        await WriteAsync("standIn.buildFails = true;");

        var up = await _stack.UpAsync();

        Assert.That(up.ExitCode, Is.Not.Zero);
        Assert.That(
            up.Text,
            Does.Contain("gave up after 3 attempts").And.Contain("the stand-in was told to fail")
        );
    }

    [
        Test,
        DependsOnTest(
            nameof(A_guest_that_fails_to_build_its_system_three_times_fails_up_with_its_own_words)
        )
    ]
    public async Task A_guest_that_never_reports_fails_up_when_its_time_is_over()
    {
        await _stack.ConfigureAsync("waitTimeout", "20s");
        await WriteAsync("standIn.reports = false;");

        var up = await _stack.UpAsync();

        Assert.That(up.ExitCode, Is.Not.Zero);
        Assert.That(
            up.Text,
            Does.Contain("did not report itself configured within 20 s").And.Contain("waitTimeout")
        );
    }

    [Test, DependsOnTest(nameof(A_guest_that_never_reports_fails_up_when_its_time_is_over))]
    public async Task A_guest_that_builds_its_system_itself_recovers()
    {
        await _stack.ConfigureAsync("waitTimeout", "15m");
        await WriteAsync("environment.etc.motd.text = \"rebuilt\";");

        (await _stack.UpAsync()).Succeeded();

        await RequireRoseAsync();
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

    private Task WriteAsync(string setting) =>
        File.WriteAllTextAsync(
            Configuration,
            $"{{\n  imports = [ ../../common/guest.nix ];\n  {setting}\n}}\n"
        );

    private async Task RequireRoseAsync()
    {
        Assert.That(
            await _stack.OutputAsync("system"),
            Does.EndWith("-nixos-system-rose-stand-in")
        );
        (await PingAsync()).Succeeded();
    }

    private Task<CommandResult> PingAsync() => _lab.RunAsync("ping", "-c", "1", "-W", "5", Rose);

    /// <summary>How many reports of a kind have come from the lab's guest.</summary>
    private int Reports(string text) =>
        Directory
            .EnumerateFiles(
                Path.Combine(_lab.Directory, "host", "var", "lib", "nixhost", "guests"),
                "*.jsonl"
            )
            .Sum(file =>
                File.ReadLines(file).Count(l => l.Contains(text, StringComparison.Ordinal))
            );
}
