using System.Collections.Immutable;
using Infra.Engine.Events;
using Infra.Engine.Workspace;

namespace Infra.Engine.Tests.Events;

public sealed class SecretMasks
{
    [TestCase("the password is hunter2!", "the password is [secret]!")]
    [TestCase("inside an object", "[secret]")]
    [TestCase("hunter2 hunter2", "[secret] [secret]")]
    [TestCase("ok", "ok")]
    [TestCase("the region is north", "the region is north")]
    public void Secret_configuration_is_hidden_in_messages(string said, string shown)
    {
        var log = new List<EngineEvent>();
        var mask = new SecretMask(new Sink(log), Configuration);

        mask.Publish(new EngineEvent.Stdout(said));
        mask.Publish(
            new EngineEvent.Diagnostic(null, DiagnosticSeverity.Debug, said, false, StreamId: 0)
        );

        Assert.That(((EngineEvent.Stdout)log[0]).Message, Is.EqualTo(shown));
        Assert.That(((EngineEvent.Diagnostic)log[1]).Message, Is.EqualTo(shown));
    }

    private static StackConfiguration Configuration { get; } =
        new(
            ImmutableSortedDictionary<string, string>
                .Empty.Add("p:password", "hunter2")
                .Add("p:object", """{"inner": ["inside an object", "ok"]}""")
                .Add("p:region", "north"),
            ["p:password", "p:object"]
        );

    private sealed class Sink(List<EngineEvent> log) : IEngineEventSink
    {
        public void Publish(EngineEvent engineEvent) => log.Add(engineEvent);
    }
}
