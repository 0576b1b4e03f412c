using Infra.Engine.Processes;

namespace Infra.Engine.Tests.Processes;

[CancelAfter(30_000)]
public sealed class ChildProcesses
{
    [Test]
    public async Task A_process_that_was_ended_can_be_ended_again()
    {
        var process = ChildProcess.Start(Command("sleep 600"));
        await process.StopAsync(TimeSpan.FromSeconds(5));
        await process.DisposeAsync();

        await process.StopAsync(TimeSpan.FromSeconds(5));
        await process.DisposeAsync();

        Assert.That(process.Exited.IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public async Task What_a_process_started_ends_with_it()
    {
        var lines = new TaskCompletionSource<string>();
        var process = ChildProcess.Start(
            Command("sleep 600 & echo $!; wait") with
            {
                OnOutput = line => lines.TrySetResult(line),
            }
        );
        var child = await lines.Task;

        await process.DisposeAsync();

        Assert.That(State(child), Is.AnyOf("", "Z"));
    }

    private static ProcessCommand Command(string script) =>
        new()
        {
            FileName = "sh",
            Arguments = ["-c", script],
            WorkingDirectory = "/",
        };

    // A killed orphan stays a zombie until the first process of the machine looks.
    private static string State(string process)
    {
        var status = $"/proc/{process}/stat";
        return File.Exists(status) ? File.ReadAllText(status).Split(") ")[1][..1] : "";
    }
}
