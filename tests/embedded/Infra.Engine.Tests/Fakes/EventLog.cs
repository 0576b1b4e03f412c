using System.Collections.Concurrent;
using Infra.Engine.Events;

namespace Infra.Engine.Tests.Fakes;

internal sealed class EventLog : IEngineEventSink
{
    public ConcurrentQueue<EngineEvent> Events { get; } = new();

    public IEnumerable<string> Errors =>
        Events
            .OfType<EngineEvent.Diagnostic>()
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => d.Message);

    public IEnumerable<string> Warnings =>
        Events
            .OfType<EngineEvent.Diagnostic>()
            .Where(d => d.Severity == DiagnosticSeverity.Warning)
            .Select(d => d.Message);

    /// <summary>The steps that were begun, e.g. <c>Create a</c>.</summary>
    public IReadOnlyList<string> Steps =>
        [
            .. Events
                .OfType<EngineEvent.ResourcePre>()
                .Where(e => e.IsShown)
                .Select(e => $"{e.Step.Op} {e.Step.Urn.Name}"),
        ];

    public void Publish(EngineEvent engineEvent) => Events.Enqueue(engineEvent);
}
