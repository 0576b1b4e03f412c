using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Reasons;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Providers.Operations;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>A resource that the state knows is compared: it stays, changes in place, or is replaced.</summary>
internal sealed class ChangeDecision(
    PlanningContext context,
    ImmutableArray<IReplacementReason> reasons,
    ReplacementDecision replacement
) : IStepDecision
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<Step>?> DecideAsync(
        Candidate candidate,
        CancellationToken cancellationToken
    )
    {
        if (candidate.Old is not { } old)
        {
            return null;
        }

        var diff = await DiffAsync(candidate, cancellationToken);
        diff = ReplaceOnChanges.Apply(
            diff,
            candidate.Goal.ReplaceOnChanges,
            !old.State.InitErrors.IsEmpty
        );
        if (diff.Replaces || old.State.PendingReplacement)
        {
            return await replacement.DecideAsync(candidate, diff, cancellationToken);
        }

        // What did not finish last time is tried again, even when nothing else changed.
        if (diff.Changes == DiffChanges.Some || !old.State.InitErrors.IsEmpty)
        {
            context.Seen.Updates.Add(candidate.Urn);
            return [new UpdateStep(candidate.Registration, old, candidate.New) { Diff = diff }];
        }

        return Same(candidate);
    }

    private ImmutableArray<Step> Same(Candidate candidate)
    {
        if (candidate.IsImported)
        {
            candidate.Registration.Done(new(candidate.Old!.State));
            return [];
        }

        context.Seen.Sames.Add(candidate.Urn);
        return [new SameStep(candidate.Registration, candidate.Old!, candidate.New)];
    }

    private async Task<DiffResult> DiffAsync(
        Candidate candidate,
        CancellationToken cancellationToken
    )
    {
        foreach (var reason in reasons)
        {
            if (await reason.FindAsync(candidate, cancellationToken) is { } replaces)
            {
                return replaces;
            }
        }

        var diff = await (
            candidate.EarlyDiff ?? ProviderDiff.DiffAsync(candidate, cancellationToken)
        );
        if (diff.Unavailable is { } why)
        {
            context.Events.Warning(candidate.Urn, why);
        }

        return diff;
    }
}
