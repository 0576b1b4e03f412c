using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>A resource that the state does not know is made.</summary>
internal sealed class CreateDecision(PlanningContext context) : IStepDecision
{
    /// <inheritdoc/>
    public Task<ImmutableArray<Step>?> DecideAsync(
        Candidate candidate,
        CancellationToken cancellationToken
    )
    {
        if (candidate.Old is not null)
        {
            return Task.FromResult<ImmutableArray<Step>?>(null);
        }

        context.Seen.Creates.Add(candidate.Urn);
        return Task.FromResult<ImmutableArray<Step>?>([
            CreateStep.New(candidate.Registration, candidate.New),
        ]);
    }
}
