using System.Diagnostics;
using System.Globalization;
using Faults.Tests.Stage;

namespace Faults.Tests;

/// <summary>
/// What many resources cost whose provider does nothing but write an entry, with program, engine and provider in processes of their own and
/// a real state. `make bench` runs it: it prints, with a judgement where there is a goal, and asserts nothing but success.
/// </summary>
[Category("Benchmark")]
internal sealed class Scale
{
    /// <summary>How many seconds a run with most resources may take.</summary>
    private static readonly Dictionary<string, double> Seconds = new(StringComparer.Ordinal)
    {
        ["create"] = 15,
        ["preview without changes"] = 4,
    };

    private const int Most = 2000;
    private const double Mebibytes = 400;

    /// <summary>How many times the bytes per operation of the smallest stack those of larger ones may be: state grows with the stack, not with its square.</summary>
    private const double Growth = 1.2;

    private readonly Dictionary<string, double> _fewest = new(StringComparer.Ordinal);

    [TestCase(500)]
    [TestCase(1000)]
    [TestCase(2000)]
    public async Task Many_resources(int count)
    {
        using var project = await LedgerProject.CreateAsync();
        string[] up =
        [
            "up",
            "--yes",
            "--skip-preview",
            "--suppress-progress",
            "-c",
            $"count={count}",
        ];
        string[] preview = ["preview", "--expect-no-changes", "--suppress-progress"];

        await MeasureAsync(project, count, "create", count, [.. up, "-c", "version=1"]);
        await MeasureAsync(project, count, "preview without changes", 0, preview);
        await MeasureAsync(project, count, "up without changes", 0, [.. up, "-c", "version=1"]);
        await MeasureAsync(project, count, "update of all", count, [.. up, "-c", "version=2"]);
        await MeasureAsync(project, count, "refresh", count, "refresh", "--yes", "--skip-preview");
        await MeasureAsync(project, count, "destroy", count, "destroy", "--yes", "--skip-preview");

        Assert.That(project.Ledger.Ids, Is.Empty);
    }

    private async Task MeasureAsync(
        LedgerProject project,
        int count,
        string what,
        int operations,
        params string[] arguments
    )
    {
        var before = BytesBelow(project.BackendDirectory);
        var clock = Stopwatch.StartNew();
        var run = project.Start(arguments);
        var peak = 0L;
        var (journal, checkpoint) = (
            new Rewritten(project.JournalPath, grows: true),
            new Rewritten(project.StatePath)
        );
        while (!run.Result.IsCompleted)
        {
            peak = Math.Max(peak, Processes.Peak(run.ProcessId) / 1024);
            journal.Look();
            checkpoint.Look();
            await Task.WhenAny(run.Result, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }

        (await run.Result).Succeeded();
        var seconds = clock.Elapsed.TotalSeconds;
        checkpoint.Look();
        // A copy of the checkpoint before replaces the backup. All else is new.
        var state =
            journal.Written
            + checkpoint.Written
            + new FileInfo($"{project.StatePath}.bak").Length
            + BytesBelow(project.BackendDirectory)
            - before;
        Print(
            Invariant($"{what}: {seconds:0.00} s")
                + Judged(seconds, count == Most ? Seconds.GetValueOrDefault(what) : 0)
                + $", engine's peak {peak / 1024} MiB{Judged(peak / 1024d, Mebibytes)}"
        );
        if (operations > 0)
        {
            Print(
                $"{what}: {state / operations} bytes of state per operation, {journal.Written / operations} of them journal"
                    + Grown(what, (double)state / operations)
            );
        }
    }

    private static void Print(string text) => TestContext.Out.WriteLine($"measured: {text}");

    private static string Invariant(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture);

    private static string Judged(double value, double goal) =>
        goal == 0 ? "" : Invariant($" (goal {goal:0.##}: {(value <= goal ? "met" : "MISSED")})");

    private string Grown(string what, double bytes)
    {
        if (_fewest.TryAdd(what, bytes))
        {
            return "";
        }

        var factor = bytes / _fewest[what];
        return Invariant($", {factor:0.00} times those of the smallest stack")
            + Judged(factor, Growth);
    }

    private static long BytesBelow(string directory) =>
        new DirectoryInfo(directory)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => !file.FullName.Contains("/stacks/", StringComparison.Ordinal))
            .Sum(file => file.Length);
}
