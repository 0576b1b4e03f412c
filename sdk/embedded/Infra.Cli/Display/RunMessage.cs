using Infra.Engine.Events;
using Infra.Protocol.Naming;

namespace Infra.Cli.Display;

/// <summary>A message that is kept until the end of the run.</summary>
internal sealed record RunMessage(Urn? Urn, DiagnosticSeverity Severity, string Text, int StreamId)
{
    /// <summary>Whether another message continues this one, as parts of one stream do.</summary>
    public bool Continues(RunMessage next) =>
        StreamId == next.StreamId && Severity == next.Severity && Equals(Urn, next.Urn);
}
