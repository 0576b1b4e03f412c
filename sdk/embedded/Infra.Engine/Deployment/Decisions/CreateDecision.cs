using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>Creates a resource that is not in the state.</summary>
internal sealed class CreateDecision(PlanningContext context) : IStepDecision
{
    /// <inheritdoc/>
    public Task<ImmutableArray<Step>?> DecideAsync(
        PlannedGoal planned,
        CancellationToken cancellationToken
    )
    {
        if (planned.Old is not null)
        {
            return Task.FromResult<ImmutableArray<Step>?>(null);
        }

        context.Seen.Creates.Add(planned.Urn);
        return Task.FromResult<ImmutableArray<Step>?>([
            CreateStep.New(planned.Registration, planned.New),
        ]);
    }
}
