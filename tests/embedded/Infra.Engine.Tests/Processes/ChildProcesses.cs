using System.Collections.Concurrent;
using System.Diagnostics;
using Infra.Engine.Processes;
using Infra.Protocol;

namespace Infra.Engine.Tests.Processes;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class ChildProcesses
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _wrote = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    [Test]
    public async Task Lines_and_the_exit_code_arrive()
    {
        await using var process = Shell("echo one; echo two >&2; exit 3");

        Assert.That(await process.Exited, Is.EqualTo(3));
        Assert.That(_lines, Is.EquivalentTo(new[] { "one", "two" }));
    }

    [Test]
    public async Task Arguments_arrive_as_they_are()
    {
        await using var process = Start("printf", "%s\n", "a b", "$HOME", "'");

        await process.Exited;

        Assert.That(_lines, Is.EqualTo(["a b", "$HOME", "'"]));
    }

    [Test]
    public async Task An_interrupt_lets_a_process_end_by_itself()
    {
        await using var process = Shell(
            "trap 'echo bye; exit 0' INT; echo ready; while :; do sleep 0.05; done"
        );
        await _wrote.Task;

        await process.StopAsync(TimeSpan.FromSeconds(10));

        Assert.That(await process.Exited, Is.Zero);
        Assert.That(_lines, Does.Contain("bye"));
    }

    [Test]
    public async Task What_ignores_the_interrupt_is_killed_with_all_it_started()
    {
        await using var process = Shell("trap '' INT; sleep 300 & echo $!; wait; sleep 300");
        await _wrote.Task;

        await process.StopAsync(TimeSpan.FromMilliseconds(100));

        Assert.That(await process.Exited, Is.Not.Zero);
        await GoneAsync(int.Parse(_lines.First()));
    }

    [Test]
    public async Task What_a_process_leaves_behind_does_not_hold_it_open()
    {
        var started = Stopwatch.GetTimestamp();
        await using var process = Shell("sleep 300 & echo $!");

        await process.Exited;

        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public void A_program_that_does_not_exist_is_named()
    {
        Assert.That(
            () => Start("no-such-program"),
            Throws.InstanceOf<InfraException>().With.Message.Contains("no-such-program")
        );
    }

    private ChildProcess Shell(string script) => Start("sh", "-c", script);

    private ChildProcess Start(string program, params string[] arguments) =>
        ChildProcess.Start(
            new()
            {
                FileName = program,
                Arguments = [.. arguments],
                WorkingDirectory = "/",
                OnOutput = Take,
                OnError = Take,
            }
        );

    private void Take(string line)
    {
        _lines.Enqueue(line);
        _wrote.TrySetResult();
    }

    // A killed process stays for a moment until somebody has taken note of it.
    private static Task GoneAsync(int id) =>
        Wait.UntilAsync(() => !IsRunning(id), $"process {id} does not end");

    private static bool IsRunning(int id)
    {
        var status = $"/proc/{id}/stat";
        return File.Exists(status)
            && !File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal);
    }
}
