using Infra.Engine.Events;
using Infra.Engine.Foreign;
using Infra.Engine.Languages;
using Infra.Engine.Processes;
using Infra.Engine.Tests.Fakes;

namespace Infra.Engine.Tests.Processes;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(20_000)]
public sealed class ProgramProcesses
{
    private readonly EventLog _log = new();

    [TestCase("exit 0", true, null)]
    [TestCase("exit 32", false, null)]
    [TestCase(
        "exit 123",
        false,
        "an unhandled error occurred: Program exited with non-zero exit code: 123"
    )]
    public async Task An_end_without_a_reported_error_is_told_with_its_exit_code(
        string script,
        bool succeeded,
        string? error
    )
    {
        var result = await RunAsync(Shell(script));

        Assert.That(result, Is.EqualTo(new ProgramResult(succeeded, error)));
    }

    [Test]
    public async Task A_node_program_that_ran_out_of_memory_is_told_how_to_get_more()
    {
        var heap = new NodeHeap();

        var result = await RunAsync(
            heap.Watch(
                Shell(
                    "echo 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory' >&2; exit 134"
                )
            )
        );

        Assert.That(
            heap.Explain(result).Error,
            Does.StartWith(
                    "an unhandled error occurred: Program exited with non-zero exit code: 134\nDetected a possible out of memory error"
                )
                .And.Contains("nodeargs: --max-old-space-size=")
        );
        Assert.That(
            _log.Events.OfType<EngineEvent.Diagnostic>().Single().Message,
            Does.Contain("heap out of memory"),
            "what Node wrote is shown too"
        );
    }

    [TestCase("echo 'heap out of memory, says a log line' >&2; exit 0")]
    [TestCase("echo other >&2; exit 134")]
    public async Task Any_other_end_is_left_as_it_is(string script)
    {
        var heap = new NodeHeap();

        var result = await RunAsync(heap.Watch(Shell(script)));

        Assert.That(heap.Explain(result), Is.EqualTo(result));
    }

    [TestCase(false, DiagnosticSeverity.Info)]
    [TestCase(true, DiagnosticSeverity.Debug)]
    public async Task What_a_program_complains_about_after_a_failed_run_is_for_debugging(
        bool isOver,
        DiagnosticSeverity severity
    )
    {
        await RunAsync(Shell("echo 'Channel has been shut down' >&2"), isOver);

        Assert.That(
            _log.Events.OfType<EngineEvent.Diagnostic>().Single().Severity,
            Is.EqualTo(severity)
        );
    }

    private Task<ProgramResult> RunAsync(ProcessCommand command, bool isOver = false) =>
        ProgramProcess.RunAsync(
            command,
            new EventPublisher(_log),
            () => isOver,
            CancellationToken.None
        );

    private static ProcessCommand Shell(string script) =>
        new()
        {
            FileName = "sh",
            Arguments = ["-c", script],
            WorkingDirectory = "/",
        };
}
