using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Providers.Operations;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>Creates a resource that was only read so far: the read one is not ours, so a new one is made.</summary>
internal sealed class TakeOverDecision(PlanningContext context) : IStepDecision
{
    /// <inheritdoc/>
    public Task<ImmutableArray<Step>?> DecideAsync(
        PlannedGoal planned,
        CancellationToken cancellationToken
    )
    {
        if (!planned.IsTargeted || planned.Old is not { State.External: true } old)
        {
            return Task.FromResult<ImmutableArray<Step>?>(null);
        }

        context.Seen.Creates.Add(planned.Urn);
        var create = CreateStep.Replacement(
            planned.Registration,
            old,
            planned.New,
            marksOld: true,
            DiffResult.None
        );
        return Task.FromResult<ImmutableArray<Step>?>([
            create,
            new ReplaceStep(old, create.NewSlot),
        ]);
    }
}
