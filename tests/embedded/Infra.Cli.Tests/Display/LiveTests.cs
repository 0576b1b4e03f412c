using Infra.Cli.Display.Views;
using Infra.Cli.Terminals;
using Infra.Cli.Tests.Snapshots;
using Infra.Engine.Events;
using Infra.Protocol.Values;

namespace Infra.Cli.Tests.Display;

/// <summary>What a terminal shows in the middle of a run.</summary>
internal sealed class LiveTests
{
    [TestCase(80)]
    [TestCase(200)]
    public void A_frame_shows_what_each_resource_is_doing(int width)
    {
        var run = Running();

        Snapshot.Verify(
            Frame(run, width, 24),
            testName: $"{nameof(A_frame_shows_what_each_resource_is_doing)}_{width}"
        );
    }

    [Test]
    public void The_first_Ctrl_C_is_answered_below_the_rows_between_words()
    {
        var run = Running();
        string? notice = null;
        using var interruption = new Interruption();
        using (interruption.Watch(text => notice = text))
        {
            interruption.Signal();
        }

        Snapshot.Verify(Frame(run, 80, 24, notice));
    }

    [Test]
    public void A_low_window_shows_what_moves_and_counts_the_rest()
    {
        var run = Running();
        for (var i = 0; i < 30; i++)
        {
            run.Do(run.Step(StepOp.Create, run.Urn("OverlayDisk", $"disk{i:00}")), 1);
        }

        var frame = Frame(run, 80, 12);

        Assert.That(frame.Split('\n'), Has.Length.LessThan(12));
        Snapshot.Verify(frame);
    }

    [Test]
    public void A_run_without_a_program_waits_for_none()
    {
        var run = new SampleRun(SampleRun.Update with { RunsProgram = false });

        Assert.That(Frame(run, 80, 24), Is.EqualTo("     0s · waiting for the providers"));
    }

    [Test]
    public void Before_there_are_resources_the_frame_says_what_goes_on()
    {
        var run = new SampleRun(SampleRun.Update);
        run.Say(null, DiagnosticSeverity.Info, "building quickstart.csproj", isEphemeral: true);
        run.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.That(Frame(run, 80, 24), Is.EqualTo("     3s · building quickstart.csproj"));
    }

    private static SampleRun Running()
    {
        var run = new SampleRun(SampleRun.Update).BeginStack();
        var (image, disk, guest) = (
            run.Urn("NixImage", "base"),
            run.Urn("OverlayDisk", "os"),
            run.Urn("NixGuest", "a-guest-with-a-rather-long-name")
        );
        var token = PropertyMap.Of(("token", new PropertyValue.Secret("hunter2")));
        run.Do(run.Step(StepOp.Same, run.Urn("BridgeNetwork", "lan")));
        run.Do(
            run.Step(StepOp.Update, disk, run.State(disk), run.State(disk, token)) with
            {
                Diffs = ["size"],
            },
            2
        );
        run.Begin(run.Step(StepOp.Create, image));
        run.Say(
            image,
            DiagnosticSeverity.Info,
            "building 12 of 48 derivations: linux-6.12.30, then the closure is copied into the image",
            isEphemeral: true
        );
        run.Begin(run.Step(StepOp.Create, guest));
        run.Say(guest, DiagnosticSeverity.Warning, "KVM is not usable, the guest will be slow");
        run.Time.Advance(TimeSpan.FromSeconds(75));
        return run;
    }

    private static string Frame(SampleRun run, int width, int height, string? notice = null)
    {
        var lines = new LiveFrame(run.Board).Lines(width, height, notice).ToList();
        Assert.That(lines.Select(l => l.Width), Is.All.LessThanOrEqualTo(width));
        return string.Join('\n', lines.Select(l => l.ToString().TrimEnd()));
    }
}
