using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>
/// What goes wrong with guests that make themselves what their folders say, in the order in which a user meets it: the example's stack on
/// the stand-in for nixpkgs, whose guests boot and run the real bootstrap.
/// </summary>
[Category("Real")]
[CancelAfter(1_800_000)]
public sealed class SelfConfiguringGuestTroubles
{
    private const string Rose = "10.77.0.13";
    private LabHost _lab = null!;
    private Stack _stack = null!;
    private string _system = null!;

    private string Configuration =>
        Path.Combine(_stack.Directory, "root", "hosts", "RosePetal", "configuration.nix");

    [OneTimeSetUp]
    public async Task Up()
    {
        _lab = await LabHost.StartAsync();
        var example = Path.Combine(Checkout.Root, "examples", "nixos-on-nixos");
        _stack = await Stack.CreateAsync(_lab, Checkout.NixosOnNixos, example, "root");
        foreach (
            var (key, value) in new[]
            {
                ("nixpkgs", Checkout.Nixpkgs),
                ("bridge", "nixhost0"),
                ("uplink", "false"),
                ("gateway", "10.77.0.1"),
                ("lilly", "10.77.0.12/24"),
                ("rose", $"{Rose}/24"),
                ("diskSize", "512MiB"),
                ("memory", "192MiB"),
            }
        )
        {
            await _stack.ConfigureAsync(key, value);
        }

        (await _stack.UpAsync()).Succeeded();
        _system = await _stack.OutputAsync("roseSystem");
    }

    [OneTimeTearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    [Test]
    public async Task A_syntax_error_fails_in_preview_with_its_place()
    {
        var good = await File.ReadAllTextAsync(Configuration);
        await File.WriteAllTextAsync(Configuration, "{ networking.hostName = ; }\n");

        var preview = await _stack.PreviewAsync();
        await File.WriteAllTextAsync(Configuration, good);

        Assert.That(preview.ExitCode, Is.Not.Zero);
        Assert.That(preview.Text, Does.Contain("hosts/RosePetal/configuration.nix:1:25"));
    }

    [Test, DependsOnTest(nameof(A_syntax_error_fails_in_preview_with_its_place))]
    public async Task A_system_that_does_not_boot_fails_up_with_that_reason_and_the_old_one_stays()
    {
        await WriteAsync("standIn.boots = \"panics\";");

        var up = await _stack.UpAsync();

        Assert.That(up.ExitCode, Is.Not.Zero);
        Assert.That(up.Text, Does.Contain("did not boot").And.Contains(_system));
        // The guest got its former definition back and boots again.
        await Wait.UntilAsync(
            async () => (await _lab.RunAsync("ping", "-c", "1", "-W", "1", Rose)).ExitCode == 0,
            TimeSpan.FromMinutes(5),
            () => $"{Rose} does not answer"
        );
    }

    [
        Test,
        DependsOnTest(
            nameof(A_system_that_does_not_boot_fails_up_with_that_reason_and_the_old_one_stays)
        )
    ]
    public async Task A_good_configuration_recovers()
    {
        await WriteAsync("environment.etc.motd.text = \"hello\";");

        var preview = (await _stack.PreviewAsync()).Succeeded();
        (await _stack.UpAsync()).Succeeded();

        Assert.That(preview.Text, Does.Contain("RosePetal-system"));
        Assert.That(await _stack.OutputAsync("roseSystem"), Is.Not.EqualTo(_system));
        (await _lab.RunAsync("ping", "-c", "1", "-W", "5", Rose)).Succeeded();
    }

    private Task WriteAsync(string setting) =>
        File.WriteAllTextAsync(
            Configuration,
            $"{{\n  imports = [ ../../common/vm_host.nix ];\n  {setting}\n}}\n"
        );
}
