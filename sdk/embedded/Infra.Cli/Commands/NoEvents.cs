using Infra.Engine.Events;

namespace Infra.Cli.Commands;

/// <summary>Ignores the events of a plugin's build, whose failure is thrown.</summary>
internal sealed class NoEvents : IEngineEventSink
{
    public void Publish(EngineEvent engineEvent) { }
}
