using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Providers.Operations;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>What was only read so far is to be managed: since the one that was read is not ours, another one is made.</summary>
internal sealed class TakeOverDecision(PlanningContext context) : IStepDecision
{
    /// <inheritdoc/>
    public Task<ImmutableArray<Step>?> DecideAsync(
        Candidate candidate,
        CancellationToken cancellationToken
    )
    {
        if (!candidate.IsTargeted || candidate.Old is not { State.External: true } old)
        {
            return Task.FromResult<ImmutableArray<Step>?>(null);
        }

        context.Seen.Creates.Add(candidate.Urn);
        var create = CreateStep.Replacement(
            candidate.Registration,
            old,
            candidate.New,
            marksOld: true,
            DiffResult.None
        );
        return Task.FromResult<ImmutableArray<Step>?>([
            create,
            new ReplaceStep(old, create.NewSlot!),
        ]);
    }
}
