using System.Collections.Immutable;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Events;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Publishes and counts steps. Default providers are not published.</summary>
/// <param name="isPreview">Whether the run is a preview.</param>
/// <param name="countsRefreshes">Whether the run counts what it has refreshed, and not what the program registers besides.</param>
internal sealed class StepReporter(EventPublisher events, bool isPreview, bool countsRefreshes)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<StepOp, int> _changes = [];

    /// <summary>The number of steps done, by kind.</summary>
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

    /// <summary>Publishes the start of a step.</summary>
    public void Begin(Step step)
    {
        if (IsReported(step))
        {
            events.Publish(new EngineEvent.ResourcePre(Planned(step.Metadata), isPreview));
        }
    }

    /// <summary>Publishes the end of a step.</summary>
    public void Succeed(Step step)
    {
        if (!IsReported(step))
        {
            return;
        }

        if (step.IsCounted && !(countsRefreshes && step is SameStep { IsRegistered: true }))
        {
            lock (_gate)
            {
                _changes[step.CountedAs] = _changes.GetValueOrDefault(step.CountedAs) + 1;
            }
        }

        // A component's outputs are published when it registers them, which it does not do when it is deleted or refreshed.
        if (step.Resource.Custom || step.Op is StepOp.Delete or StepOp.Refresh)
        {
            Outputs(step);
        }
    }

    /// <summary>Publishes the outputs of a step.</summary>
    public void Outputs(Step step) =>
        events.Publish(
            new EngineEvent.ResourceOutputs(step.Metadata with { Op = step.CountedAs }, isPreview)
        );

    /// <summary>Publishes the failure of a step.</summary>
    public void Fail(Step step, string message)
    {
        events.Error(step.Urn, message);
        if (IsReported(step))
        {
            events.Publish(new EngineEvent.ResourceOperationFailed(step.Metadata));
        }
    }

    // The id and the outputs of what stays or is updated are known only when the step is done.
    private static StepMetadata Planned(StepMetadata step) =>
        step is { Op: StepOp.Same or StepOp.Update, New: { } state }
            ? step with
            {
                New = state with { Id = "", Outputs = PropertyMap.Empty },
            }
            : step;

    private static bool IsReported(Step step) =>
        step.Op != StepOp.RemovePendingReplace && !step.Urn.IsDefaultProvider;
}
