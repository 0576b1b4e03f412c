using System.Collections.Immutable;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Events;
using Infra.Engine.Providers;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Tells observers about steps, and counts them. Providers that the engine makes on its own stay unmentioned.</summary>
/// <param name="events">Where it tells them.</param>
/// <param name="isPreview">Whether nothing is done.</param>
/// <param name="isForProviders">Whether the program runs only for its providers: what it leaves as it is, is no result of the run.</param>
internal sealed class StepReporter(EventPublisher events, bool isPreview, bool isForProviders)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<StepOp, int> _changes = [];

    /// <summary>How many steps of each kind were done.</summary>
    public ImmutableSortedDictionary<StepOp, int> Changes
    {
        get
        {
            lock (_gate)
            {
                return _changes.ToImmutableSortedDictionary();
            }
        }
    }

    /// <summary>A step begins.</summary>
    public void Begin(Step step)
    {
        if (IsReported(step))
        {
            events.Publish(new EngineEvent.ResourcePre(step.Metadata, isPreview));
        }
    }

    /// <summary>A step is done.</summary>
    public void Succeed(Step step)
    {
        if (!IsReported(step))
        {
            return;
        }

        if (step.IsCounted && !(isForProviders && step is SameStep { IsRegistered: true }))
        {
            lock (_gate)
            {
                _changes[step.CountedAs] = _changes.GetValueOrDefault(step.CountedAs) + 1;
            }
        }

        // A component's outputs are known only when it registers them; it says nothing more when it goes or is only looked at.
        if (step.Resource.Custom || step.Op is StepOp.Delete or StepOp.Refresh)
        {
            Outputs(step);
        }
    }

    /// <summary>A step's outputs are known.</summary>
    public void Outputs(Step step) =>
        events.Publish(
            new EngineEvent.ResourceOutputs(step.Metadata with { Op = step.CountedAs }, isPreview)
        );

    /// <summary>A step failed.</summary>
    public void Fail(Step step, string message)
    {
        events.Error(step.Urn, message);
        if (IsReported(step))
        {
            events.Publish(new EngineEvent.ResourceOperationFailed(step.Metadata));
        }
    }

    private static bool IsReported(Step step) =>
        step.Op != StepOp.RemovePendingReplace && !ProviderReference.IsDefault(step.Urn);
}
