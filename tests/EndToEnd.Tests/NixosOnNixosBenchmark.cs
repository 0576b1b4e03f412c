using System.Diagnostics;
using EndToEnd.Tests.Lab;

namespace EndToEnd.Tests;

/// <summary>Measures the example from nothing: an empty store, no image, no guests.</summary>
[Category("Benchmark")]
[NonParallelizable]
[CancelAfter(900_000)]
public sealed class NixosOnNixosBenchmark
{
    private static readonly TimeSpan Promised = TimeSpan.FromMinutes(2);

    [Test]
    public async Task From_nothing_to_two_configured_guests()
    {
        await using var lab = await LabHost.StartEmptyAsync();
        var stack = await Lab.NixosOnNixos.CreateAsync(lab);

        var clock = Stopwatch.StartNew();
        (await stack.UpAsync()).Succeeded();
        var first = clock.Elapsed;
        clock.Restart();
        (await stack.PreviewAsync("--expect-no-changes")).Succeeded();

        TestContext.Out.WriteLine(
            $"measured: two guests from nothing {first.TotalSeconds:F1} s, {first / Promised:P0} of the two minutes promised"
        );
        TestContext.Out.WriteLine(
            $"measured: a preview without changes {clock.Elapsed.TotalSeconds:F1} s, {clock.Elapsed / first:P0} of that"
        );
    }
}
