using Infra.Protocol.Naming;

namespace Infra.Engine.Events;

/// <summary>Publishes a run's events one at a time.</summary>
internal sealed class EventPublisher(IEngineEventSink sink)
{
    private readonly Lock _gate = new();

    /// <summary>Publishes an event.</summary>
    public void Publish(EngineEvent engineEvent)
    {
        lock (_gate)
        {
            sink.Publish(engineEvent);
        }
    }

    /// <summary>Publishes an error.</summary>
    public void Error(Urn? urn, string message) => Diagnose(urn, DiagnosticSeverity.Error, message);

    /// <summary>Publishes a warning.</summary>
    public void Warning(Urn? urn, string message) =>
        Diagnose(urn, DiagnosticSeverity.Warning, message);

    /// <summary>Publishes a message.</summary>
    public void Diagnose(Urn? urn, DiagnosticSeverity severity, string message) =>
        Publish(
            new EngineEvent.Diagnostic(urn, severity, message, IsEphemeral: false, StreamId: 0)
        );
}
