using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Infra.Engine.Tests.Fakes;

namespace Infra.Engine.Tests.Deployment;

/// <summary>How long many resources take, over the wire on both sides. `make bench` runs it: it prints, and asserts nothing but success.</summary>
[Category("Benchmark")]
public sealed class Benchmarks
{
    [TestCase(500)]
    [TestCase(2000)]
    public async Task Many_resources_that_do_nothing(int count)
    {
        await using var plugin = await NoopPlugin.StartAsync(new());
        var stack = new TestStack { Loader = plugin, Options = new() };

        await MeasureAsync(
            "create",
            () => stack.UpOverTheWireAsync(p => ProgramAsync(p, count, 1))
        );
        plugin.IsPreview = true;
        stack.Options = stack.Options with { IsPreview = true };
        await MeasureAsync(
            "preview without changes",
            () => stack.UpOverTheWireAsync(p => ProgramAsync(p, count, 1))
        );
        plugin.IsPreview = false;
        stack.Options = stack.Options with { IsPreview = false };
        await MeasureAsync(
            "update of all",
            () => stack.UpOverTheWireAsync(p => ProgramAsync(p, count, 2))
        );
        await MeasureAsync("destroy", () => stack.UpAsync(_ => Task.CompletedTask));
    }

    private static async Task MeasureAsync(string what, Func<Task<TestRun>> run)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await run();
        await TestContext.Out.WriteLineAsync(
            $"measured: {what}: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s"
        );
        Assert.That(result.Succeeded, Is.True, string.Join('\n', result.Log.Errors));
    }

    private static Task ProgramAsync(MonitorRun program, int count, int version) =>
        Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(async i =>
                    await program.Monitor.RegisterResourceAsync(
                        new()
                        {
                            Type = TestProgram.Thing,
                            Name = $"r{i}",
                            Custom = true,
                            Object = new() { Fields = { ["size"] = Value.ForNumber(version) } },
                        }
                    )
                )
        );
}
