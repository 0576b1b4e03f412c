using Faults.Tests.Stage;

namespace Faults.Tests.Kills;

/// <summary>
/// Whoever is killed whenever: the next run leads to where an undisturbed one does, and the ledger of the provider agrees with the state.
/// </summary>
/// <remarks>
/// An operation is on record before the provider is asked, and off it when the answer is on record. So of a killed engine the state
/// knows every entry, at least as being created; whether that entry came to be, nobody can tell but the provider. This one looks for an
/// entry of its own before it makes one. As in Pulumi, the notes about interrupted creates stay until a refresh resolves them.
/// </remarks>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class KilledRuns
{
    private readonly List<LedgerProject> _projects = [];
    private Phase[] _phases = null!;

    [OneTimeSetUp]
    public async Task RunUndisturbed()
    {
        var empty = await LedgerProject.CreateAsync();
        empty.Delay = 25;
        _projects.Add(empty);
        var create = await PhaseAsync("create", empty, LedgerProject.UpTo(1));
        var update = await PhaseAsync("update", create.After, LedgerProject.UpTo(2));
        var destroy = await PhaseAsync(
            "destroy",
            update.After,
            "destroy",
            "--yes",
            "--skip-preview"
        );
        _phases = [create, update, destroy];
    }

    [OneTimeTearDown]
    public void RemoveAll() => _projects.ForEach(project => project.Dispose());

    [TestCaseSource(typeof(KillPoint), nameof(KillPoint.All))]
    public async Task After_a_kill_the_next_run_ends_where_an_undisturbed_one_does(KillPoint point)
    {
        var phase = _phases[point.Phase];
        using var project = phase.Before.Copy();
        var reached = await KillAsync(project, phase, point);

        var interrupted = await StateAsync(project);
        var begun = interrupted
            .Pending.Where(o => o.Type == "creating")
            .Select(o => o.Urn)
            .ToArray();
        if (point.Victim == Victim.Engine)
        {
            Assert.That(
                project.Ledger.Owners,
                Is.SubsetOf(interrupted.Urns.Concat(begun)),
                "the state does not know of an entry"
            );
        }

        var lines = project.Ledger.Log.Length;
        var next = (await project.RunAsync(phase.Arguments)).Succeeded();

        var adopted = project
            .Ledger.Log.Skip(lines)
            .Where(line => line.StartsWith("adopted ", StringComparison.Ordinal))
            .Select(line => line["adopted ".Length..])
            .ToArray();
        TestContext.Out.WriteLine(
            $"{phase.Name}: {point}: {reached}; {begun.Length} creates were open, {adopted.Length} were taken over"
        );
        AssertUndisturbed(project, phase, begun, next);
        if (point.Victim == Victim.Engine)
        {
            Assert.That(adopted, Is.SubsetOf(begun), "an entry was made again that was on record");
        }
    }

    private static async Task<string> KillAsync(LedgerProject project, Phase phase, KillPoint point)
    {
        var target = phase.Before.Ledger.Log.Length + (int)(phase.Lines * point.Position);
        var last = phase.After.Ledger.Log.Length;
        var run = project.Start(phase.Arguments);
        await Wait.UntilAsync(
            () => run.Result.IsCompleted || project.Ledger.Log.Length >= Math.Min(target, last),
            "the run does not get anywhere"
        );
        await Task.Delay(point.Pause);
        var isOver = run.Result.IsCompleted;
        foreach (var id in Find(project, run, point.Victim))
        {
            Processes.Kill(id);
        }

        var result = await run.Result;
        await Wait.UntilAsync(
            () => !Processes.With(project.Mark).Any(),
            () =>
                "processes outlive their run: "
                + string.Join(", ", Processes.With(project.Mark).Select(p => p.CommandLine))
        );
        return $"killed after {project.Ledger.Log.Length - phase.Before.Ledger.Log.Length} of {phase.Lines} lines, exit code {result.ExitCode}"
            + (isOver ? ", after its end" : "");
    }

    private static int[] Find(LedgerProject project, RunningCommand run, Victim victim) =>
        victim == Victim.Engine
            ? [run.ProcessId]
            :
            [
                .. Processes
                    .With(project.Mark)
                    .Where(p =>
                        p.CommandLine.Contains(
                            victim == Victim.Provider
                                ? "pulumi-resource-ledger"
                                : "LedgerStack.dll",
                            StringComparison.Ordinal
                        )
                    )
                    .Select(p => p.Id),
            ];

    private static void AssertUndisturbed(
        LedgerProject project,
        Phase phase,
        string[] begun,
        CommandResult next
    )
    {
        var state = project.State;
        Assert.Multiple(() =>
        {
            Assert.That(File.Exists(project.JournalPath), Is.False, "a journal is left");
            Assert.That(state.Contents, Is.EqualTo(phase.After.State.Contents), next.Text);
            Assert.That(
                project.Ledger.Contents,
                Is.EqualTo(phase.After.Ledger.Contents),
                next.Text
            );
            Assert.That(project.Ledger.Ids, Is.EqualTo(state.EntryIds), "lost or doubled entries");
            Assert.That(state.Pending.Select(o => o.Type), Is.All.EqualTo("creating"));
            Assert.That(state.Pending.Select(o => o.Urn), Is.SubsetOf(begun));
            Assert.That(Directory.GetFiles(project.LockDirectory), Is.Empty, "a lock is left");
        });
    }

    private static async Task<StateView> StateAsync(LedgerProject project) =>
        StateView.ParseExport((await project.RunAsync("stack", "export")).Succeeded().Output);

    private async Task<Phase> PhaseAsync(
        string name,
        LedgerProject before,
        params string[] arguments
    )
    {
        var phase = await Phase.RunAsync(name, before, arguments);
        _projects.Add(phase.After);
        return phase;
    }
}
