using System.Globalization;
using Faults.Tests.Stage;

namespace Faults.Tests.Kills;

/// <summary>What a tool that reads only the checkpoint misses of a run that was killed, at random points of 2,000 creates.</summary>
/// <remarks>`make bench` runs it, because a time is measured. It prints at which pace the runs created, by which a busy machine is known.</remarks>
[Category("Benchmark")]
internal sealed class CheckpointLag
{
    private const int Kills = 20;
    private const int Count = 2000;
    private static readonly TimeSpan Goal = TimeSpan.FromSeconds(2);

    [Test]
    public async Task What_the_checkpoint_lacks_after_a_kill()
    {
        var runs = new List<(double Lag, double Pace)>();
        foreach (var seed in Enumerable.Range(AttackSetting.KillSeed(), Kills))
        {
            runs.Add(await MeasureAsync(new Random(seed).Next(1, Count)));
        }

        var lags = runs.Select(run => run.Lag).Order().ToList();
        var paces = runs.Select(run => run.Pace).Order().ToList();
        TestContext.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"measured: the checkpoint lacked at most {lags[^1]:0.00} s of {Kills} killed runs (goal {Goal.TotalSeconds:0}: {(lags[^1] <= Goal.TotalSeconds ? "met" : "MISSED")}), in the middle {lags[Kills / 2]:0.00} s, at {paces[0]:0} to {paces[^1]:0} creates a second"
            )
        );
        Assert.That(
            runs.Where(run => run.Lag > Goal.TotalSeconds),
            Is.Empty,
            "seconds that the checkpoint lacks, at how many creates a second"
        );
    }

    /// <summary>Kills a run, and returns how many seconds of it the checkpoint lacks, and how many creates it did in a second.</summary>
    private static async Task<(double Lag, double Pace)> MeasureAsync(int target)
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
        var ids = project.Ledger.Ids.ToList();
        var lag = ids.Except(alone, StringComparer.Ordinal)
            .Select(id => (killed - project.Ledger.TimeOf(id)).TotalSeconds)
            .DefaultIfEmpty()
            .Max();
        return (lag, ids.Count / (killed - ids.Min(project.Ledger.TimeOf)).TotalSeconds);
    }
}
