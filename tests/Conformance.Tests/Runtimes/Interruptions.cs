using Conformance.Tests.Lab;

namespace Conformance.Tests.Runtimes;

[Category("Real")]
[Parallelizable(ParallelScope.All)]
public sealed class Interruptions
{
    [Test]
    public async Task Nothing_is_left_running_after_a_run()
    {
        using var stack = await NodeStack.CreateAsync("life.js");

        (await stack.UpAsync()).Succeeded();

        await ProcessTable.NoneLeftAsync(stack.Place.Root);
    }

    [Test]
    public async Task Nothing_is_left_running_after_a_run_was_interrupted_twice()
    {
        using var stack = await NodeStack.CreateAsync("slow.js");
        using var engine = stack.Place.Start(["up", "--yes", "--skip-preview"]);
        await Wait.UntilAsync(() => stack.Ledger.Lines.Count > 0, "the provider creates");
        Assert.That(
            ProcessTable.With(stack.Place.Root),
            Has.Some.Contains("dynamic-provider").And.Some.Contains("cmd/run"),
            "what shall be stopped"
        );

        // The provider does not know how to cancel what it does: a first Ctrl-C waits for it.
        engine.Interrupt();
        await Wait.UntilAsync(
            () => engine.Output.Contains("Ctrl-C again", StringComparison.Ordinal),
            "the first is heard: two signals at the same time are one"
        );
        engine.Interrupt();
        var result = await engine.EndAsync();

        Assert.That(result.ExitCode, Is.EqualTo(8), result.Text);
        await ProcessTable.NoneLeftAsync(stack.Place.Root);
        Assert.That(
            await File.ReadAllTextAsync(stack.StateFile),
            Does.Contain("pending_operations").And.Contain("creating")
        );
    }

    [Test]
    public async Task Nothing_is_left_running_after_the_engine_was_killed()
    {
        using var stack = await NodeStack.CreateAsync("slow.js");
        using var engine = stack.Place.Start(["up", "--yes", "--skip-preview"]);
        await Wait.UntilAsync(() => stack.Ledger.Lines.Count > 0, "the provider creates");

        engine.Kill();

        await ProcessTable.NoneLeftAsync(stack.Place.Root);
    }
}
