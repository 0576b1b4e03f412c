using System.Collections.Immutable;
using Infra.Protocol.Naming;

namespace Infra.Engine.Events;

/// <summary>What a run tells its observers. A closed hierarchy; the last event of a run is <see cref="Cancel"/>.</summary>
public abstract record EngineEvent
{
    private EngineEvent() { }

    /// <summary>Whether people are told it. What only event logs tell, as those of the Pulumi CLI do, is not.</summary>
    public bool IsShown =>
        this switch
        {
            ResourcePre pre => !pre.Step.IsInternal,
            ResourceOutputs { IsPlan: true } => false,
            ResourceOutputs outputs => !outputs.Step.IsInternal,
            ResourceOperationFailed failed => !failed.Step.IsInternal,
            _ => true,
        };

    /// <summary>The run begins. Secret configuration values are masked already.</summary>
    public sealed record Prelude(ImmutableSortedDictionary<string, string> Config) : EngineEvent;

    /// <summary>A step is planned and, outside a preview, begins.</summary>
    public sealed record ResourcePre(StepMetadata Step, bool IsPreview) : EngineEvent;

    /// <summary>A step is done, or a component's outputs are known.</summary>
    /// <param name="IsPlan">Whether a preview has only planned a component, whose outputs may follow.</param>
    public sealed record ResourceOutputs(StepMetadata Step, bool IsPreview, bool IsPlan = false)
        : EngineEvent;

    /// <summary>A step failed; a diagnostic says why. Event logs of previews have only the diagnostic.</summary>
    public sealed record ResourceOperationFailed(StepMetadata Step, bool IsPreview) : EngineEvent;

    /// <summary>A message for the user. Ephemeral ones only replace the resource's progress line.</summary>
    public sealed record Diagnostic(
        Urn? Urn,
        DiagnosticSeverity Severity,
        string Message,
        bool IsEphemeral,
        int StreamId
    ) : EngineEvent;

    public sealed record Stdout(string Message) : EngineEvent;

    public sealed record Summary(
        bool IsPreview,
        bool Succeeded,
        TimeSpan Duration,
        ImmutableSortedDictionary<StepOp, int> Changes
    ) : EngineEvent;

    /// <summary>Nothing follows.</summary>
    public sealed record Cancel : EngineEvent;
}
