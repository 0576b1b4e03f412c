using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>Compares a resource of the state: it stays, is updated in place, or is replaced.</summary>
internal sealed class ChangeDecision(PlanningContext context, ReplacementDecision replacement)
{
    private readonly ReplacementReasons _reasons = new(context);

    public async Task<ImmutableArray<Step>> DecideAsync(
        PlannedGoal planned,
        ResourceSlot old,
        CancellationToken cancellationToken
    )
    {
        var diff = await DiffAsync(planned, old.State, cancellationToken);
        diff = ReplaceOnChanges.Apply(
            diff,
            planned.Goal.ReplaceOnChanges,
            !old.State.InitErrors.IsEmpty
        );
        if (diff.Replaces || old.State.PendingReplacement)
        {
            return await replacement.DecideAsync(planned, old, diff, cancellationToken);
        }

        // A resource with init errors is updated again, even when nothing else changed.
        if (diff.Changes == DiffChanges.Some || !old.State.InitErrors.IsEmpty)
        {
            context.Seen.Updates.Add(planned.Urn);
            return [new UpdateStep(planned.Registration, old, planned.New) { Diff = diff }];
        }

        return Same(planned, old);
    }

    private ImmutableArray<Step> Same(PlannedGoal planned, ResourceSlot old)
    {
        if (planned.IsImported)
        {
            planned.Registration.Done(new(old.State));
            return [];
        }

        context.Seen.Sames.Add(planned.Urn);
        return [new SameStep(planned.Registration, old, planned.New)];
    }

    private async Task<DiffResult> DiffAsync(
        PlannedGoal planned,
        ResourceState old,
        CancellationToken cancellationToken
    )
    {
        if (await _reasons.FindAsync(planned, old, cancellationToken) is { } replaces)
        {
            return replaces;
        }

        var diff = await (planned.EarlyDiff ?? planned.DiffAsync(old, cancellationToken));
        if (diff.Unavailable is { } why)
        {
            context.Events.Warning(planned.Urn, why);
        }

        return diff;
    }
}
