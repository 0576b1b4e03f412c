using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>What goes right and wrong with a guest that builds its system itself.</summary>
[Category("Real")]
[CancelAfter(1_800_000)]
public sealed class SelfBuildingGuestTroubles
{
    private LabHost _lab = null!;
    private Stack _stack = null!;
    private RoseGuest _rose = null!;

    [OneTimeSetUp]
    public async Task Up()
    {
        _lab = await LabHost.StartAsync();
        _stack = await RoseGuest.CreateStackAsync(_lab);
        _rose = new(_lab, _stack);
        await _stack.ConfigureAsync("mode", "RebuildInGuest");
        (await _stack.UpAsync()).Succeeded();
        await _rose.RequireAsync();
    }

    [OneTimeTearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    [Test]
    public async Task A_guest_whose_builds_fail_fails_up_with_its_own_words()
    {
        await _rose.WriteAsync("standIn.buildFails = true;");

        var up = await _stack.UpAsync();

        Assert.That(up.ExitCode, Is.Not.Zero);
        Assert.That(
            up.Text,
            Does.Contain($"gave up after {RoseGuest.Attempts} attempts")
                .And.Contain("the stand-in was told to fail")
        );
    }

    [Test]
    public async Task A_guest_that_never_reports_fails_up_when_its_time_is_over_and_a_good_configuration_recovers()
    {
        await _stack.ConfigureAsync("waitTimeout", "20s");
        await _rose.WriteAsync("standIn.reports = false;");

        var up = await _stack.UpAsync();

        Assert.That(up.ExitCode, Is.Not.Zero);
        Assert.That(
            up.Text,
            Does.Contain("did not report itself configured within 20 s").And.Contain("waitTimeout")
        );

        // The guest has restarted with its former definition. What it misses while it boots it would never be told again.
        await Wait.UntilAsync(
            async () => (await _rose.PingAsync()).ExitCode == 0,
            () => $"{RoseGuest.Address} does not answer"
        );
        await _stack.ConfigureAsync("waitTimeout", "15m");
        await _rose.WriteAsync("environment.etc.motd.text = \"rebuilt\";");

        (await _stack.UpAsync()).Succeeded();

        await _rose.RequireAsync();
        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();
    }
}
