using System.Text;
using Faults.Tests.Stage;

namespace Faults.Tests;

/// <summary>A secret of the configuration that goes into inputs and outputs, nested ones too, and is nowhere to be read.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class SecretsStaySecret
{
    private const string Password = "correct-horse-battery-staple";

    // What a careless writer would make of it.
    private static readonly string[] Traces =
    [
        Password,
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Password))[..^4],
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"\"{Password}\""))[..^4],
        Convert.ToHexString(Encoding.UTF8.GetBytes(Password)),
    ];

    [Test]
    public async Task No_file_no_output_and_no_command_line_shows_it()
    {
        using var project = await LedgerProject.CreateAsync(passphrase: "right");
        project.Delay = 100;
        await Configuration.SetSecretAsync(project, "password", Password);
        using var watch = new CommandLineWatch(project);

        var said = new StringBuilder();
        foreach (
            var command in (string[][])
                [
                    ["up", "--yes", "-c", "version=1"],
                    ["up", "--yes", "--diff", "-c", "version=2"],
                    ["preview", "--diff"],
                    ["preview", "--json"],
                    ["refresh", "--yes", "--diff"],
                    ["stack", "output"],
                    ["stack", "output", "--json"],
                    ["stack", "export"],
                    ["stack", "history", "--json"],
                    ["config"],
                    ["config", "--json"],
                    ["destroy", "--yes", "--diff"],
                ]
        )
        {
            said.Append((await project.RunAsync(WithLogs(command))).Succeeded().Text);
        }

        Assert.That(watch.Seen, Has.Some.Contains("pulumi-resource-ledger"));
        Assert.That(watch.Seen, Has.Some.Contains("LedgerStack.dll"));
        Assert.Multiple(() =>
        {
            foreach (var trace in Traces)
            {
                Assert.That(said.ToString(), Does.Not.Contain(trace));
                Assert.That(watch.Seen, Has.None.Contains(trace));
                Assert.That(FilesWith(project, trace), Is.Empty);
            }
        });
    }

    [Test]
    public async Task A_killed_run_leaves_no_trace_in_its_journal()
    {
        using var project = await LedgerProject.CreateAsync(passphrase: "right");
        project.Delay = 3000;
        await Configuration.SetSecretAsync(project, "password", Password);
        var run = project.Start([.. LedgerProject.UpTo(1), "--logtostderr", "-v", "9"]);
        await Wait.UntilAsync(
            () =>
                run.Result.IsCompleted
                || project.Ledger.Log.Any(line =>
                    line.StartsWith("begin", StringComparison.Ordinal)
                    && line.EndsWith("::keeper", StringComparison.Ordinal)
                ),
            "the entry with the secret is not made"
        );
        Processes.Kill(run.ProcessId);
        await run.Result;

        Assert.That(await File.ReadAllTextAsync(project.JournalPath), Does.Contain("::keeper"));
        Assert.Multiple(() =>
        {
            foreach (var trace in Traces)
            {
                Assert.That(FilesWith(project, trace), Is.Empty);
            }
        });
    }

    private static string[] WithLogs(string[] command) =>
        command[0] is "up" or "refresh" or "destroy" or "preview"
            ? [.. command, "--event-log", $"{command[0]}.events", "--logtostderr", "-v", "9"]
            : command;

    // The ledger stands for the world outside, which gets the secret for good.
    private static string[] FilesWith(LedgerProject project, string trace) =>
        [
            .. Directory
                .EnumerateFiles(project.Directory, "*", SearchOption.AllDirectories)
                .Where(path => !path.StartsWith(project.Ledger.Directory, StringComparison.Ordinal))
                .Where(path => File.ReadAllText(path).Contains(trace, StringComparison.Ordinal)),
        ];
}
