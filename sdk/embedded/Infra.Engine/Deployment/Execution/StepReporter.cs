using System.Collections.Immutable;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Events;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Execution;

/// <summary>Publishes and counts steps.</summary>
/// <param name="isPreview">Whether the run is a preview.</param>
/// <param name="isRefresh">Whether the command is a refresh, so that what came of one is told.</param>
/// <param name="countsRefreshes">Whether the run counts what it has refreshed, and not what the program registers besides.</param>
internal sealed class StepReporter(
    EventPublisher events,
    bool isPreview,
    bool isRefresh,
    bool countsRefreshes
)
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
    public void Begin(Step step) =>
        events.Publish(new EngineEvent.ResourcePre(Planned(step), isPreview));

    /// <summary>Publishes the end of a step.</summary>
    public void Succeed(Step step)
    {
        var isCounted = step.IsCounted && !step.Metadata.IsInternal;
        if (isCounted && !(countsRefreshes && step is SameStep { IsRegistered: true }))
        {
            lock (_gate)
            {
                _changes[step.CountedAs] = _changes.GetValueOrDefault(step.CountedAs) + 1;
            }
        }

        // A component's outputs are published when it registers them, which it does not do when it is deleted or refreshed.
        var isOver = step.Resource.Custom || step.Op is StepOp.Delete or StepOp.Refresh;
        if (isOver || isPreview)
        {
            Outputs(step, isPlan: !isOver);
        }
    }

    /// <summary>Publishes the outputs of a step.</summary>
    public void Outputs(Step step, bool isPlan = false)
    {
        var op = isRefresh ? step.CountedAs : step.Op;
        events.Publish(
            new EngineEvent.ResourceOutputs(step.Metadata with { Op = op }, isPreview, isPlan)
        );
    }

    /// <summary>Publishes the failure of a step.</summary>
    public void Fail(Step step, string message)
    {
        events.Error(step.Urn, message);
        events.Publish(new EngineEvent.ResourceOperationFailed(step.Metadata, isPreview));
    }

    // The id and the outputs of what stays or is updated are known only when the step is done; those of what is left alone stay.
    private static StepMetadata Planned(Step step) =>
        step.Metadata is { Op: StepOp.Same or StepOp.Update, New: { } state } planned
            ? planned with
            {
                New = state with
                {
                    Id = "",
                    Outputs = step is SameStep { IsTargeted: false }
                        ? state.Outputs
                        : PropertyMap.Empty,
                },
            }
            : step.Metadata;
}
