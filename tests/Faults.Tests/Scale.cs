using System.Diagnostics;
using System.Globalization;
using Faults.Tests.Stage;

namespace Faults.Tests;

/// <summary>
/// What many resources cost whose provider does nothing but write an entry, with program, engine and provider in processes of their own and
/// a real state. `make bench` runs it: it prints, and asserts nothing but success.
/// </summary>
[Category("Benchmark")]
internal sealed class Scale
{
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

        await MeasureAsync(project, "create", count, [.. up, "-c", "version=1"]);
        await MeasureAsync(project, "preview without changes", 0, preview);
        await MeasureAsync(project, "up without changes", 0, [.. up, "-c", "version=1"]);
        await MeasureAsync(project, "update of all", count, [.. up, "-c", "version=2"]);
        await MeasureAsync(project, "refresh", count, "refresh", "--yes", "--skip-preview");
        await MeasureAsync(project, "destroy", count, "destroy", "--yes", "--skip-preview");

        Assert.That(project.Ledger.Ids, Is.Empty);
    }

    private static async Task MeasureAsync(
        LedgerProject project,
        string what,
        int operations,
        params string[] arguments
    )
    {
        var before = BytesBelow(project.BackendDirectory);
        var clock = Stopwatch.StartNew();
        var run = project.Start(arguments);
        var (peak, journal) = (0L, 0L);
        while (!run.Result.IsCompleted)
        {
            peak = Math.Max(peak, PeakKibibytes(run.ProcessId));
            journal = Math.Max(journal, Length(project.JournalPath));
            await Task.WhenAny(run.Result, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }

        (await run.Result).Succeeded();
        var seconds = clock.Elapsed.TotalSeconds;
        // The checkpoint replaces the one before, whose copy replaces the backup before: both are written whole. All else is new.
        var state =
            operations == 0
                ? 0
                : journal
                    + Length(project.StatePath)
                    + Length($"{project.StatePath}.bak")
                    + BytesBelow(project.BackendDirectory)
                    - before;
        var bytes =
            operations == 0
                ? ""
                : $", {(double)state / operations:0} bytes of state per operation ({(double)journal / operations:0} of them journal)";
        TestContext.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"measured: {what}: {seconds:0.00} s, engine's peak {peak / 1024} MiB{bytes}"
            )
        );
    }

    private static long BytesBelow(string directory) =>
        new DirectoryInfo(directory)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => !file.FullName.Contains("/stacks/", StringComparison.Ordinal))
            .Sum(file => file.Length);

    private static long Length(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }

    private static long PeakKibibytes(int id) =>
        Processes
            .Read(id, "status")
            .Split('\n')
            .FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            is { } line
            ? long.Parse(
                line.AsSpan("VmHWM:".Length, line.Length - "VmHWM:".Length - " kB".Length),
                NumberStyles.AllowLeadingWhite,
                CultureInfo.InvariantCulture
            )
            : 0;
}
