namespace Infra.Engine.Events;

/// <summary>Observes a run. Called from several threads, one event at a time, in order.</summary>
public interface IEngineEventSink
{
    /// <summary>Takes an event; must return quickly.</summary>
    void Publish(EngineEvent engineEvent);
}
