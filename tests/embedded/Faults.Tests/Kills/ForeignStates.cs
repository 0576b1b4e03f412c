using Faults.Tests.Stage;

namespace Faults.Tests.Kills;

/// <summary>A tool that does not know our journals works on a stack whose run was killed.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class ForeignStates
{
    [Test]
    public async Task What_another_tool_saved_over_is_recovered_from_the_journal()
    {
        using var project = await LedgerProject.CreateAsync();
        project.Delay = 25;
        var run = project.Start([.. LedgerProject.UpTo(1), "-c", "count=4000"]);
        await Wait.UntilAsync(
            () => run.Result.IsCompleted || project.State.EntryIds.Length > 0,
            "the checkpoint is not brought up to date while the run lasts"
        );
        var made = project.Ledger.Log.Length;
        await Wait.UntilAsync(
            () => run.Result.IsCompleted || project.Ledger.Log.Length > made + 20,
            "the run does not get anywhere"
        );
        Processes.Kill(run.ProcessId);
        await run.Result;
        await Wait.UntilAsync(
            () => !Processes.With(project.Mark).Any(),
            "processes outlive their run"
        );
        var owner = await File.ReadAllTextAsync(Directory.GetFiles(project.LockDirectory).Single());
        Assert.That(owner, Does.Contain("if this run was killed, finish it with infra"));
        await SaveElsewhereAsync(project);

        var refused = await project.RunAsync("preview");
        var recovered = (await project.RunAsync("state", "recover", "--yes")).Succeeded();
        var begun = project.State.Pending.Length;
        (await project.RunAsync([.. LedgerProject.UpTo(1), "-c", "count=100"])).Succeeded();

        Assert.That(refused.ExitCode, Is.Not.Zero);
        Assert.That(refused.Text, Does.Contain("state recover"));
        Assert.That(recovered.Text, Does.Contain("knows what the state lacks:"));
        Assert.That(recovered.Text, Does.Contain("    ledger:index:Entry "));
        Assert.That(Directory.GetFiles(Stacks(project), "*.recovered-*"), Has.Length.EqualTo(1));
        Assert.That(project.State.EntryIds, Is.SubsetOf(project.Ledger.Ids), "lost");
        // Whether a create that was open at the kill came to be, only a refresh finds out.
        Assert.That(
            project.Ledger.Ids.Except(project.State.EntryIds).Count(),
            Is.LessThanOrEqualTo(begun),
            "doubled"
        );
        var again = (await project.RunAsync("state", "recover")).Succeeded();
        Assert.That(again.Text, Does.Contain("There is nothing to recover"));
    }

    private static string Stacks(LedgerProject project) =>
        Path.GetDirectoryName(project.StatePath) ?? "";

    /// <summary>Saves the checkpoint as another tool does: with the same resources and another time, and without our checksum.</summary>
    private static async Task SaveElsewhereAsync(LedgerProject project)
    {
        var state = await File.ReadAllTextAsync(project.StatePath);
        await File.WriteAllTextAsync(
            project.StatePath,
            state.Replace("\"time\":\"2", "\"time\":\"3", StringComparison.Ordinal)
        );
        File.Delete($"{project.StatePath}.attrs");
    }
}
