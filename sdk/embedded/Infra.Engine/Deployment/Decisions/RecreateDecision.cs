using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Providers.Operations;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>Creates a resource again that this run deleted earlier because of its dependencies.</summary>
internal sealed class RecreateDecision(PlanningContext context) : IStepDecision
{
    /// <inheritdoc/>
    public Task<ImmutableArray<Step>?> DecideAsync(
        PlannedGoal planned,
        CancellationToken cancellationToken
    )
    {
        if (!planned.IsRecreated || planned.Old is not { } old)
        {
            return Task.FromResult<ImmutableArray<Step>?>(null);
        }

        context.Seen.Deletes.Remove(planned.Urn);
        context.Seen.Replaces.Add(planned.Urn);
        var keys = context.Seen.DependentReplaceKeys.GetValueOrDefault(planned.Urn, []);
        var diff = new DiffResult { Changes = DiffChanges.Some, ReplaceKeys = keys };
        var create = CreateStep.Replacement(
            planned.Registration,
            old,
            planned.New,
            marksOld: false,
            diff
        );
        return Task.FromResult<ImmutableArray<Step>?>([
            new ReplaceStep(old, create.NewSlot),
            create,
        ]);
    }
}
