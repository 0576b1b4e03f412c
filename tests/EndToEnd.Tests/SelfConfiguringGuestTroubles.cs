using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>
/// What goes wrong with a guest that configures itself. Its systems are the stand-in's for nixpkgs, which boot and run the real bootstrap. After
/// each trouble the next good <c>up</c> recovers.
/// </summary>
[Category("Real")]
[CancelAfter(1_800_000)]
public sealed class SelfConfiguringGuestTroubles
{
    private LabHost _lab = null!;
    private Stack _stack = null!;
    private RoseGuest _rose = null!;
    private bool _isSettled;

    [OneTimeSetUp]
    public async Task StartTheLab()
    {
        _lab = await LabHost.StartAsync();
        _stack = await RoseGuest.CreateStackAsync(_lab);
        _rose = new(_lab, _stack);
    }

    [OneTimeTearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    /// <summary>Each test begins with a guest that is what its folder says, whatever became of the one before.</summary>
    [SetUp]
    public async Task Settle()
    {
        if (!_isSettled)
        {
            await _rose.WriteAsync("environment.etc.motd.text = \"good\";");
            (await _stack.UpAsync()).Succeeded();
        }

        _isSettled = false;
    }

    [Test]
    public async Task A_system_that_does_not_boot_fails_up_with_that_reason_and_the_old_one_stays()
    {
        var system = await _stack.OutputAsync("system");
        await _rose.WriteAsync("standIn.boots = \"panics\";");

        var up = await _stack.UpAsync();

        Assert.That(up.ExitCode, Is.Not.Zero);
        Assert.That(
            up.Text,
            Does.Contain($"gave up after {RoseGuest.Attempts} attempts")
                .And.Contain("did not boot")
                .And.Contain(system)
        );
        // The guest got its former definition back and boots again.
        await Wait.UntilAsync(
            async () => (await _rose.PingAsync()).ExitCode == 0,
            () => $"{RoseGuest.Address} does not answer"
        );
        await RecoverAsync("after a panic");
    }

    [Test]
    public async Task A_power_cut_on_the_way_fails_up_with_that_reason()
    {
        await _rose.WriteAsync("environment.etc.motd.text = \"hello\";");
        var before = _rose.Reports("\"phase\":\"build\"");

        var up = _stack.UpAsync();
        await Wait.UntilAsync(
            () => up.IsCompleted || _rose.Reports("\"phase\":\"build\"") > before,
            () => "the guest does not begin with its new system"
        );
        await _lab.RunAsync("virsh", "-c", "qemu:///system", "destroy", "rose");

        var cut = await up;
        Assert.That(cut.ExitCode, Is.Not.Zero);
        Assert.That(cut.Text, Does.Contain("powered off before it reported itself configured"));
        await RecoverAsync("after a power cut");
    }

    private async Task RecoverAsync(string text)
    {
        await _rose.WriteAsync($"environment.etc.motd.text = \"{text}\";");

        var preview = (await _stack.PreviewAsync()).Succeeded();
        (await _stack.UpAsync()).Succeeded();

        Assert.That(preview.Text, Does.Contain("expectedConfigHash"));
        await _rose.RequireAsync();
        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();
        _isSettled = true;
    }
}
