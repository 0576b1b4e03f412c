using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>Leaves out a new resource outside of the targets.</summary>
internal sealed class SkipCreateDecision(PlanningContext context) : IStepDecision
{
    /// <inheritdoc/>
    public Task<ImmutableArray<Step>?> DecideAsync(
        PlannedGoal planned,
        CancellationToken cancellationToken
    )
    {
        if (planned.IsTargeted || planned.Old is not null)
        {
            return Task.FromResult<ImmutableArray<Step>?>(null);
        }

        context.Seen.Sames.Add(planned.Urn);
        context.Seen.SkippedCreates.Add(planned.Urn);
        return Task.FromResult<ImmutableArray<Step>?>([
            new SkippedCreateStep(planned.Registration, planned.New),
        ]);
    }
}
