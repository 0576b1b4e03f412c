using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>A new resource outside of the targets is left out.</summary>
internal sealed class SkipCreateDecision(PlanningContext context) : IStepDecision
{
    /// <inheritdoc/>
    public Task<ImmutableArray<Step>?> DecideAsync(
        Candidate candidate,
        CancellationToken cancellationToken
    )
    {
        if (candidate.IsTargeted || candidate.Old is not null)
        {
            return Task.FromResult<ImmutableArray<Step>?>(null);
        }

        context.Seen.Sames.Add(candidate.Urn);
        context.Seen.SkippedCreates.Add(candidate.Urn);
        return Task.FromResult<ImmutableArray<Step>?>([
            new SkippedCreateStep(candidate.Registration, candidate.New),
        ]);
    }
}
