using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Providers.Operations;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>A resource deleted earlier in this run, because of what it depends on, is made again.</summary>
internal sealed class RecreateDecision(PlanningContext context) : IStepDecision
{
    /// <inheritdoc/>
    public Task<ImmutableArray<Step>?> DecideAsync(
        Candidate candidate,
        CancellationToken cancellationToken
    )
    {
        if (!candidate.IsRecreated)
        {
            return Task.FromResult<ImmutableArray<Step>?>(null);
        }

        context.Seen.Deletes.Remove(candidate.Urn);
        context.Seen.Replaces.Add(candidate.Urn);
        var keys = context.Seen.DependentReplaceKeys.GetValueOrDefault(candidate.Urn, []);
        var diff = new DiffResult { Changes = DiffChanges.Some, ReplaceKeys = keys };
        var create = CreateStep.Replacement(
            candidate.Registration,
            candidate.Old!,
            candidate.New,
            marksOld: false,
            diff
        );
        return Task.FromResult<ImmutableArray<Step>?>([
            new ReplaceStep(candidate.Old!, create.NewSlot!),
            create,
        ]);
    }
}
