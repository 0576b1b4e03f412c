using System.Collections.Immutable;
using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Providers;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>A resource outside of the targets stays exactly as the state has it, and what it needs with it.</summary>
internal sealed class KeepUntargetedDecision(PlanningContext context) : IStepDecision
{
    /// <inheritdoc/>
    public Task<ImmutableArray<Step>?> DecideAsync(
        Candidate candidate,
        CancellationToken cancellationToken
    )
    {
        if (candidate.IsTargeted || candidate.Old is not { } old)
        {
            return Task.FromResult<ImmutableArray<Step>?>(null);
        }

        RequireProvider(old);
        var steps = ImmutableArray.CreateBuilder<Step>();
        Keep(old, candidate.Registration, steps);
        context.Seen.Sames.Add(candidate.Urn);
        return Task.FromResult<ImmutableArray<Step>?>(steps.ToImmutable());
    }

    // The program may no longer register what the resource needs, and nothing deletes that in a run of targets:
    // it is kept before the resource, as the order of the state wants.
    private void Keep(
        ResourceSlot old,
        SourceEvent? registration,
        ImmutableArray<Step>.Builder steps
    )
    {
        if (old.State.Delete)
        {
            return;
        }

        context.Seen.Urns.Add(old.Urn);
        context.Seen.Sames.Add(old.Urn);
        foreach (var urn in old.State.All())
        {
            var isHandled = context.Seen.HasStep(urn) || context.Seen.IsKept(urn);
            if (!isHandled && context.Olds.Find(urn) is { } needed)
            {
                Keep(needed, registration: null, steps);
            }
        }

        steps.Add(new SameStep(registration, old, old.State, isTargeted: false));
    }

    private void RequireProvider(ResourceSlot old)
    {
        if (old.State.Provider.Length > 0 && context.Providers.Find(old.State.Provider) is null)
        {
            var reference = ProviderReference.Parse(old.State.Provider);
            if (context.Olds.Find(reference.Urn) is null)
            {
                throw new ProviderException(
                    $"The provider {reference} of {old.Urn} is not registered: it changed, and the resource is not targeted. "
                        + "Target the resource too, or restore the provider in the program."
                );
            }
        }
    }
}
