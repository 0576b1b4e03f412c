using EndToEnd.Tests.Lab;
using NUnit.Framework.Interfaces;

namespace EndToEnd.Tests.Kills;

/// <summary>
/// Whoever is killed whenever: the next run ends where an undisturbed one does. Nothing is lost, nothing is there twice, and nothing is left
/// after a destroy. Guests run, images are built and flakes are evaluated meanwhile.
/// </summary>
[Category("Real")]
[CancelAfter(1_200_000)]
internal sealed class GuestKills
{
    private static readonly string[] Phases = ["make", "change", "destroy"];
    private readonly Dictionary<string, string[]> _pictures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private LabHost? _lab;
    private AttackedStack _stack = null!;

    [SetUp]
    public async Task StartTheLab()
    {
        if (_lab is null)
        {
            _lab = await LabHost.StartAsync();
            _stack = await AttackedStack.CreateAsync(_lab);
        }
    }

    /// <summary>A life that ended well leaves nothing, so the next one has the same lab.</summary>
    [TearDown]
    public async Task TakeADirtyLabDown()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed)
        {
            await TakeTheLabDown();
        }
    }

    [OneTimeTearDown]
    public async Task TakeTheLabDown()
    {
        if (_lab is not null)
        {
            await _lab.DisposeAsync();
            _lab = null;
        }
    }

    [TestCaseSource(typeof(KillPlan), nameof(KillPlan.All))]
    public async Task After_each_kill_the_next_run_ends_where_an_undisturbed_one_does(KillPlan plan)
    {
        TestContext.Out.WriteLine(plan);
        await LearnAsync(plan.Boots);
        foreach (var (phase, strike) in Phases.Zip(plan.Strikes))
        {
            var command = await CommandAsync(phase, $"{plan.Seed}", plan.Boots);
            var said = await StrikeAsync(command, strike, _lines[Key(phase, plan.Boots)]);
            var next = await _stack.Stack.RunAsync([.. command, .. Look(strike.Victim)]);

            var story = $"{plan}\n{phase}: {strike}\n--- killed:\n{said}\n--- next:\n{next.Text}";
            Assert.That(next.ExitCode, Is.Zero, story);
            RequireSame(_pictures[Key(phase, plan.Boots)], await _stack.PictureAsync(), story);
            await RequireNoChangesAsync(phase, story);
        }
    }

    /// <summary>Lives once undisturbed: what is there after each phase, and how many lines it says.</summary>
    private async Task LearnAsync(bool boots)
    {
        if (_pictures.ContainsKey(Key(Phases[0], boots)))
        {
            return;
        }

        foreach (var phase in Phases)
        {
            var output = new Transcript();
            var command = await CommandAsync(phase, "undisturbed", boots);
            (await _stack.Stack.RunAsync(command, output)).Succeeded();
            _lines[Key(phase, boots)] = Lines(output);
            _pictures[Key(phase, boots)] = await _stack.PictureAsync();
            TestContext.Out.WriteLine(
                $"{phase}: {Lines(output)} lines; then there is\n  "
                    + string.Join("\n  ", _pictures[Key(phase, boots)])
            );
        }
    }

    private async Task<string[]> CommandAsync(string phase, string round, bool boots) =>
        phase == "destroy"
            ? ["destroy", "--yes", "--skip-preview"]
            :
            [
                "up",
                "--yes",
                "--skip-preview",
                .. await _stack.ChooseAsync(phase == "make" ? 1 : 2, round, boots),
            ];

    private async Task<string> StrikeAsync(string[] command, Strike strike, int lines)
    {
        var output = new Transcript();
        var target = (int)(lines * strike.Position);
        var run = _stack.Stack.RunAsync(command, output);
        await Wait.UntilAsync(
            () => run.IsCompleted || Lines(output) >= target,
            () => $"the run does not come to line {target}:\n{output.Output}"
        );
        await Task.Delay(strike.Pause);
        var reached = run.IsCompleted ? "after its end" : $"at line {Lines(output)} of {lines}";
        await new Killer(_lab!).StrikeAsync(strike.Victim);
        var result = await run;
        await new Killer(_lab!).RequireNobodyLeftAsync();
        TestContext.Out.WriteLine(
            $"{command[0]}: {strike}: {reached}, exit code {result.ExitCode}"
        );
        Assert.That(result.Text, Does.Not.Contain("is a bug").And.Not.Contain("   at "));
        return result.Text;
    }

    /// <summary>State and host agree: a look at the host finds nothing that the state does not know.</summary>
    private async Task RequireNoChangesAsync(string phase, string story)
    {
        if (phase != "destroy")
        {
            var preview = await _stack.Stack.PreviewAsync("--refresh", "--expect-no-changes");
            Assert.That(preview.ExitCode, Is.Zero, $"{story}\n--- preview:\n{preview.Text}");
        }
    }

    /// <summary>A guest that died after its operation is drift, which a run finds only when it looks.</summary>
    private static string[] Look(Victim victim) =>
        victim is Victim.Guests or Victim.Everything ? ["--refresh"] : [];

    private static void RequireSame(string[] expected, string[] actual, string story) =>
        Assert.That(
            actual,
            Is.EqualTo(expected),
            $"lacks:\n  {string.Join("\n  ", Without(expected, actual))}\n"
                + $"has besides:\n  {string.Join("\n  ", Without(actual, expected))}\n{story}"
        );

    /// <summary>The lines of one picture that the other has not, or not as often.</summary>
    private static List<string> Without(string[] lines, string[] others)
    {
        List<string> rest = [.. lines];
        Array.ForEach(others, line => rest.Remove(line));
        return rest;
    }

    private static int Lines(Transcript output) => output.Output.Count(c => c == '\n');

    private static string Key(string phase, bool boots) => boots ? $"{phase} with boot" : phase;
}
