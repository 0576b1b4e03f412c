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
        await Wait.UntilAsync(() => stack.Ledger.Lines.Count > 0, "the provider does not create");
        Assert.That(
            ProcessTable.With(stack.Place.Root),
            Has.Some.Contains("dynamic-provider").And.Some.Contains("cmd/run"),
            "what shall be stopped"
        );

        // The provider does not know how to cancel what it does: a first Ctrl-C waits for it.
        engine.Interrupt();
        await Wait.UntilAsync(
            () => engine.Output.Contains("Ctrl-C again", StringComparison.Ordinal),
            "the first signal is not heard, and two at the same time would be one"
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
        await Wait.UntilAsync(() => stack.Ledger.Lines.Count > 0, "the provider does not create");

        engine.Kill();

        await ProcessTable.NoneLeftAsync(stack.Place.Root);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_plugin_that_ignores_every_signal_is_stopped_with_what_it_started(
        bool isTerminated
    )
    {
        using var stack = await NodeStack.CreateAsync("desk-user.js", "stubborn.js");
        var bin = Directory.CreateDirectory(Path.Combine(stack.Place.Root, "bin")).FullName;
        var plugin = Path.Combine(bin, "pulumi-resource-desk");
        var script = Path.Combine(stack.Place.Directory, "stubborn.js");
        await File.WriteAllTextAsync(plugin, $"#!/bin/sh\nexec node '{script}' \"$@\"\n");
        File.SetUnixFileMode(plugin, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        stack.Place.Environment["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
        using var engine = stack.Place.Start(["up", "--yes", "--skip-preview"]);
        await Wait.UntilAsync(
            () => stack.Ledger.Lines.Contains("started"),
            "the plugin does not work"
        );
        Assert.That(
            ProcessTable.With(stack.Place.Root),
            Has.Some.Contains("stubborn.js").And.Some.StartsWith("sleep"),
            "what shall be stopped"
        );
        Action signal = isTerminated ? engine.Terminate : engine.Interrupt;

        signal();
        await Wait.UntilAsync(
            () => engine.Output.Contains("Ctrl-C again", StringComparison.Ordinal),
            "the first signal is not heard, and two at the same time would be one"
        );
        signal();
        var result = await engine.EndAsync();

        Assert.That(result.ExitCode, Is.EqualTo(8), result.Text);
        await ProcessTable.NoneLeftAsync(stack.Place.Root);
    }
}
