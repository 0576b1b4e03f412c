using Infra.Engine.Events;
using Infra.Protocol.Naming;

namespace Infra.Cli.Display;

/// <summary>A message that stays on the screen.</summary>
internal sealed record RunMessage(Urn? Urn, DiagnosticSeverity Severity, string Text, int StreamId)
{
    /// <summary>Whether another message goes on with this one, as the pieces of one stream do.</summary>
    public bool Continues(RunMessage next) =>
        StreamId == next.StreamId && Severity == next.Severity && Equals(Urn, next.Urn);
}
