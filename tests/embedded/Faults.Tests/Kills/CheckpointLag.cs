using System.Globalization;
using Faults.Tests.Stage;

namespace Faults.Tests.Kills;

/// <summary>What a tool that reads only the checkpoint misses of a run that was killed, at random points of 2,000 creates.</summary>
/// <remarks>`make bench` runs it, because a time is measured: it prints with a judgement, and asserts only that the journal has everything.</remarks>
[Category("Benchmark")]
internal sealed class CheckpointLag
{
    private const int Kills = 20;
    private const int Count = 2000;
    private static readonly TimeSpan Goal = TimeSpan.FromSeconds(2);

    [Test]
    public async Task What_the_checkpoint_lacks_after_a_kill()
    {
        var lags = new List<TimeSpan>();
        foreach (var seed in Enumerable.Range(AttackSetting.KillSeed(), Kills))
        {
            lags.Add(await MeasureAsync(new Random(seed).Next(1, Count)));
        }

        TestContext.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"measured: the checkpoint lacked at most {lags.Max().TotalSeconds:0.00} s of {Kills} killed runs (goal {Goal.TotalSeconds:0}: {(lags.Max() <= Goal ? "met" : "MISSED")}), in the middle {lags.Order().ElementAt(Kills / 2).TotalSeconds:0.00} s"
            )
        );
    }

    private static async Task<TimeSpan> MeasureAsync(int target)
    {
        using var project = await LedgerProject.CreateAsync();
        var run = project.Start([.. LedgerProject.UpTo(1), "-c", $"count={Count}"]);
        await Wait.UntilAsync(
            () => run.Result.IsCompleted || project.Ledger.Log.Length >= target,
            "the run does not get anywhere"
        );
        var killed = DateTime.UtcNow;
        Processes.Kill(run.ProcessId);
        await run.Result;
        var alone = project.State.EntryIds;
        var known = StateView.ParseExport(
            (await project.RunAsync("stack", "export")).Succeeded().Output
        );
        Assert.That(
            project.Ledger.Owners,
            Is.SubsetOf(known.Urns.Concat(known.Pending.Select(o => o.Urn))),
            "the journal does not know of an entry"
        );
        return project
            .Ledger.Ids.Except(alone, StringComparer.Ordinal)
            .Select(id => killed - project.Ledger.TimeOf(id))
            .DefaultIfEmpty()
            .Max();
    }
}
