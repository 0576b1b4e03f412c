using Infra.Protocol.Naming;

namespace Infra.Engine.Events;

/// <summary>Publishes a run's events one at a time.</summary>
internal sealed class EventPublisher(IEngineEventSink sink)
{
    private readonly Lock _gate = new();

    public void Publish(EngineEvent engineEvent)
    {
        lock (_gate)
        {
            sink.Publish(engineEvent);
        }
    }

    public void Error(Urn? urn, string message) => Diagnose(urn, DiagnosticSeverity.Error, message);

    public void Warning(Urn? urn, string message) =>
        Diagnose(urn, DiagnosticSeverity.Warning, message);

    public void Diagnose(Urn? urn, DiagnosticSeverity severity, string message) =>
        Publish(
            new EngineEvent.Diagnostic(urn, severity, message, IsEphemeral: false, StreamId: 0)
        );
}
