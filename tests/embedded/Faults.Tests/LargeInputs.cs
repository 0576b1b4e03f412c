using System.Diagnostics;
using System.Globalization;
using Faults.Tests.Stage;

namespace Faults.Tests;

/// <summary>
/// What eight inputs of 20 MB cost engine and provider, each a process of its own, over what they take for small ones. `make bench` runs it: it
/// prints, with a judgement, and asserts nothing but success.
/// </summary>
[Category("Benchmark")]
internal sealed class LargeInputs
{
    private const int Inputs = 8;
    private const int Large = 20_000_000;
    private const double Goal = 4;

    [TestCase("preview")]
    [TestCase("up", "--yes", "--skip-preview")]
    public async Task Memory_grows_with_the_inputs(params string[] command)
    {
        var (fewest, _) = await MeasureAsync(1, command);
        var (half, halfTime) = await MeasureAsync(Large / 2, command);
        var (most, time) = await MeasureAsync(Large, command);
        foreach (var who in new[] { "engine", "provider" })
        {
            double Factor((long Engine, long Provider) peak, long bytes) =>
                (who == "engine" ? peak.Engine - fewest.Engine : peak.Provider - fewest.Provider)
                / (double)bytes;
            var factor = Factor(most, (long)Inputs * Large);
            Print(
                $"{command[0]}, {who}: {factor:0.0} times the size of the inputs (goal {Goal}: {(factor <= Goal ? "met" : "MISSED")}), {Factor(half, (long)Inputs * Large / 2):0.0} times with half of it"
            );
        }

        Print($"{command[0]}: {time:0.0} s, {time / halfTime:0.0} times those of half the size");
    }

    private static async Task<((long Engine, long Provider) Peak, double Seconds)> MeasureAsync(
        int length,
        string[] command
    )
    {
        using var project = await LedgerProject.CreateAsync();
        var clock = Stopwatch.StartNew();
        var run = project.Start([.. command, "-c", "version=1", "-c", $"bytes={length}"]);
        var peak = (Engine: 0L, Provider: 0L);
        while (!run.Result.IsCompleted)
        {
            peak.Engine = Math.Max(peak.Engine, Processes.Peak(run.ProcessId));
            foreach (var process in Processes.With(project.Mark))
            {
                if (process.CommandLine.Contains("pulumi-resource-ledger"))
                {
                    peak.Provider = Math.Max(peak.Provider, Processes.Peak(process.Id));
                }
            }

            await Task.WhenAny(run.Result, Task.Delay(TimeSpan.FromMilliseconds(20)));
        }

        (await run.Result).Succeeded();
        return (peak, clock.Elapsed.TotalSeconds);
    }

    private static void Print(FormattableString text) =>
        TestContext.Out.WriteLine($"measured: {text.ToString(CultureInfo.InvariantCulture)}");
}
