using System.Diagnostics;
using Pulumi.Testing;
using Pulumi.Tests.Engine;

namespace Pulumi.Tests.Deployment;

/// <summary>Measures the cost of a resource for a program. `make bench` runs it, and it asserts success only.</summary>
[Category("Benchmark")]
internal sealed class ScaleBenchmark
{
    [TestCase(500)]
    [TestCase(5_000)]
    public async Task A_program_with_nested_applies(int count)
    {
        var began = Stopwatch.GetTimestamp();
        await using (var run = await FakeRun.StartAsync())
        {
            Assert.That(await run.RunAsync(() => NestedProgram.Create(count)), Is.Zero);
        }

        var elapsed = Stopwatch.GetElapsedTime(began);

        // The engine's side runs in another process, so that only the program's memory counts.
        var (allocated, kept) = (GC.GetTotalAllocatedBytes(true), GC.GetTotalMemory(true));
        var resources = await Pulumi.Deployment.TestAsync(
            new EmptyMocks(),
            new() { IsPreview = false },
            () => NestedProgram.Create(count)
        );
        (allocated, kept) = (
            GC.GetTotalAllocatedBytes(true) - allocated,
            GC.GetTotalMemory(true) - kept
        );

        Assert.That(resources, Has.Length.EqualTo(count));
        await TestContext.Out.WriteLineAsync(
            $"measured: over the wire: {elapsed.TotalSeconds:0.00} s, {elapsed.TotalMilliseconds / count:0.00} ms for each"
        );
        await TestContext.Out.WriteLineAsync(
            $"measured: memory for each: {kept / 1024.0 / count:0.0} KiB kept, {allocated / 1024.0 / count:0.0} KiB allocated on the way"
        );
    }
}
