using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>What goes wrong with a guest that builds its system itself, in the order in which a user meets it.</summary>
[Category("Real")]
[CancelAfter(1_800_000)]
public sealed class SelfBuildingGuestTroubles
{
    private LabHost _lab = null!;
    private Stack _stack = null!;
    private RoseGuest _rose = null!;

    [OneTimeSetUp]
    public async Task StartTheLab()
    {
        _lab = await LabHost.StartAsync();
        _stack = await RoseGuest.CreateStackAsync(_lab);
        _rose = new(_lab, _stack);
        await _stack.ConfigureAsync("mode", "RebuildInGuest");
    }

    [OneTimeTearDown]
    public async Task TakeTheLabDown() => await _lab.DisposeAsync();

    [Test]
    public async Task A_guest_builds_its_system_itself()
    {
        (await _stack.UpAsync()).Succeeded();

        await _rose.RequireAsync();
    }

    [Test, DependsOnTest(nameof(A_guest_builds_its_system_itself))]
    public async Task One_that_fails_three_times_fails_up_with_its_own_words()
    {
        await _rose.WriteAsync("standIn.buildFails = true;");

        var up = await _stack.UpAsync();

        Assert.That(up.ExitCode, Is.Not.Zero);
        Assert.That(
            up.Text,
            Does.Contain("gave up after 3 attempts").And.Contain("the stand-in was told to fail")
        );
    }

    [Test, DependsOnTest(nameof(One_that_fails_three_times_fails_up_with_its_own_words))]
    public async Task One_that_never_reports_fails_up_when_its_time_is_over()
    {
        await _stack.ConfigureAsync("waitTimeout", "20s");
        await _rose.WriteAsync("standIn.reports = false;");

        var up = await _stack.UpAsync();

        Assert.That(up.ExitCode, Is.Not.Zero);
        Assert.That(
            up.Text,
            Does.Contain("did not report itself configured within 20 s").And.Contain("waitTimeout")
        );
    }

    [Test, DependsOnTest(nameof(One_that_never_reports_fails_up_when_its_time_is_over))]
    public async Task A_good_configuration_recovers()
    {
        await _stack.ConfigureAsync("waitTimeout", "15m");
        await _rose.WriteAsync("environment.etc.motd.text = \"rebuilt\";");

        (await _stack.UpAsync()).Succeeded();

        await _rose.RequireAsync();
        (await _stack.PreviewAsync("--expect-no-changes")).Succeeded();
    }
}
