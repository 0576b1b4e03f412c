using Faults.Tests.Stage;

namespace Faults.Tests;

/// <summary>Terminals, pipes and logs that take no output must not stop an update.</summary>
[Category("Real")]
[CancelAfter(300_000)]
internal sealed class LostTerminals
{
    private const string Up = "\"$INFRA\" up --yes --non-interactive -c version=1";

    [TestCase(Up + " > /dev/full 2> /dev/full")]
    [TestCase(Up + " --json > /dev/full")]
    [TestCase(Up + " --diff > /dev/full")]
    [TestCase(Up + " >&-")]
    [TestCase(Up + " 2>&-")]
    [TestCase(Up + " <&- >&- 2>&-")]
    [TestCase("set -o pipefail; " + Up + " | head -1")]
    [TestCase("set -o pipefail; " + Up + " 2>&1 | true")]
    [TestCase(Up + " --event-log /dev/full")]
    public async Task An_update_without_a_place_for_its_output_finishes_and_succeeds(string command)
    {
        using var project = await LedgerProject.CreateAsync();

        var result = await project.ShellAsync(command);

        result.Succeeded();
        AssertIsWhole(project);
    }

    [Test]
    public async Task An_update_that_fails_without_a_place_for_its_output_keeps_its_exit_code()
    {
        using var project = await LedgerProject.CreateAsync();

        var result = await project.ShellAsync(Up + "x > /dev/full 2> /dev/full");

        Assert.That(result.ExitCode, Is.EqualTo(1), result.Text);
    }

    [Test]
    public async Task An_update_that_a_script_started_in_the_background_is_stopped_by_an_interrupt()
    {
        using var project = await LedgerProject.CreateAsync();
        project.Delay = 1000;

        var result = await project.ShellAsync(
            Up + " & while ! test -s \"$LEDGER_DIRECTORY/log\"; do :; done; kill -INT $!; wait $!"
        );

        Assert.That(result.ExitCode, Is.EqualTo(8), result.Text);
    }

    /// <summary>The terminal goes while providers work: the kernel then sends SIGHUP to the processes in its foreground.</summary>
    [TestCase("trap - HUP", "up --yes -c version=1")]
    [TestCase("trap '' HUP", "up --yes -c version=1")]
    // As BusyBox has it: setsid is a link to a program of another name.
    [TestCase(
        "trap - HUP; mkdir bin; cp \"$(command -v setsid)\" bin/applets; ln -s applets bin/setsid; PATH=$PWD/bin:$PATH",
        "up --yes -c version=1"
    )]
    [TestCase("trap - HUP", "up --yes --skip-preview --suppress-progress -c version=1")]
    public async Task An_update_whose_terminal_is_closed_finishes_and_succeeds(
        string onHangUp,
        string command
    )
    {
        using var project = await LedgerProject.CreateAsync();
        project.Delay = 1000;
        var script = $"trap '' HUP; ({onHangUp}; exec \"$INFRA\" {command}); echo $? > code";
        var terminal = project.StartOnTerminal(script);
        await Wait.UntilAsync(
            () => terminal.Result.IsCompleted || project.Ledger.Log.Length > 0,
            "the run does not get anywhere"
        );
        Assert.That(terminal.Result.IsCompleted, Is.False, "the run was over too early");

        Processes.Kill(terminal.ProcessId);

        var code = Path.Combine(project.Directory, "code");
        await Wait.UntilAsync(
            () => File.Exists(code) && File.ReadAllText(code).EndsWith('\n'),
            "the run does not end"
        );
        Assert.That(await File.ReadAllTextAsync(code), Is.EqualTo("0\n"));
        AssertIsWhole(project);
    }

    [Test]
    public async Task A_question_whose_terminal_is_closed_is_answered_with_no()
    {
        using var project = await LedgerProject.CreateAsync();
        var script = "trap '' HUP; (trap - HUP; exec \"$INFRA\" up -c version=1); echo $? > code";
        var terminal = project.StartOnTerminal(script);
        var screen = Path.Combine(project.Directory, "screen");
        await Wait.UntilAsync(
            () => terminal.Result.IsCompleted || File.ReadAllText(screen).Contains("perform this"),
            "nothing is asked"
        );

        Processes.Kill(terminal.ProcessId);

        var code = Path.Combine(project.Directory, "code");
        await Wait.UntilAsync(
            () => File.Exists(code) && File.ReadAllText(code).EndsWith('\n'),
            "the run does not end"
        );
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(code), Is.EqualTo("1\n"));
            Assert.That(project.Ledger.Ids, Is.Empty);
        });
    }

    [TestCase("stack export")]
    [TestCase("stack output")]
    [TestCase("config --json")]
    [TestCase("stack ls")]
    [TestCase("version")]
    public async Task A_result_that_could_not_be_written_is_an_error(string command)
    {
        using var project = await LedgerProject.CreateAsync();

        var result = await project.ShellAsync($"\"$INFRA\" {command} > /dev/full");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(1), result.Text);
            Assert.That(
                result.Error,
                Is.EqualTo("error: The output could not be written: No space left on device\n")
            );
        });
    }

    [Test]
    public async Task A_closed_input_cannot_answer_a_question()
    {
        using var project = await LedgerProject.CreateAsync();

        var result = await project.ShellAsync("\"$INFRA\" up -c version=1 <&-");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(2), result.Text);
            Assert.That(result.Error, Does.Contain("update needs a confirmation"));
        });
    }

    private static void AssertIsWhole(LedgerProject project) =>
        Assert.Multiple(() =>
        {
            Assert.That(project.Ledger.Ids, Is.Not.Empty);
            Assert.That(project.Ledger.Ids, Is.EqualTo(project.State.EntryIds));
            Assert.That(project.Ledger.Log, Has.None.StartWith("begin delete"));
            Assert.That(File.Exists(project.JournalPath), Is.False, "the journal is still there");
        });
}
