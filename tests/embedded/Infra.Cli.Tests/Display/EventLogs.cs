using Infra.Cli.Json;
using Infra.Engine.Events;
using Infra.Protocol.Naming;

namespace Infra.Cli.Tests.Display;

/// <summary>Which events of a run an event log tells, and which a stream of <c>--json</c>.</summary>
public sealed class EventLogs
{
    [TestCase(true, "0 resourcePreEvent, 1 resOutputsEvent, 2 resourcePreEvent")]
    [TestCase(false, "2 resourcePreEvent")]
    public void A_stream_for_people_has_gaps_where_a_log_tells_the_engines_own_steps(
        bool isComplete,
        string told
    )
    {
        var internals = Step("pulumi:providers:nixhost", "default_0_5_0");

        Assert.That(
            Told(
                isComplete,
                new EngineEvent.ResourcePre(internals, IsPreview: false),
                new EngineEvent.ResourceOutputs(internals, IsPreview: false),
                new EngineEvent.ResourcePre(Step("test:index:Disk", "disk"), IsPreview: false)
            ),
            Is.EqualTo(told)
        );
    }

    [TestCase(true, "0 cancelEvent")]
    [TestCase(false, "0 resOpFailedEvent, 1 cancelEvent")]
    public void A_step_that_fails_in_a_preview_has_only_its_message(bool isPreview, string told) =>
        Assert.That(
            Told(
                true,
                new EngineEvent.ResourceOperationFailed(Step("test:index:Disk", "disk"), isPreview),
                new EngineEvent.Cancel()
            ),
            Is.EqualTo(told)
        );

    private static StepMetadata Step(string type, string name) =>
        new SampleRun(SampleRun.Update).Step(
            StepOp.Create,
            Urn.Create("dev", "web", null, type, name)
        );

    /// <summary>The numbers and names of what is written.</summary>
    private static string Told(bool isComplete, params EngineEvent[] events)
    {
        using var written = new StringWriter();
        using var log = new EventLog(written, TimeProvider.System, false, isComplete);
        Array.ForEach(events, log.Publish);
        var lines = written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(
            ", ",
            lines.Select(line => $"{line.Split(':', ',')[1]} {line.Split('"')[5]}")
        );
    }
}
