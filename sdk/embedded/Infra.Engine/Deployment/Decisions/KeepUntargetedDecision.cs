using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Engine.Goals;
using Infra.Engine.Providers;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>
/// Keeps a resource as the state has it, together with its dependencies. In a refresh or a destroy that runs the program, a target
/// gets the program's options.
/// </summary>
internal sealed class KeepUntargetedDecision(PlanningContext context)
{
    public ImmutableArray<Step> Decide(PlannedGoal planned, ResourceSlot old)
    {
        var state = WithCurrentOptions(planned, old.State);
        RequireProvider(state);
        var steps = ImmutableArray.CreateBuilder<Step>();
        Keep(old, state, planned.Registration, steps);
        context.Seen.Sames.Add(planned.Urn);
        return steps.ToImmutable();
    }

    // The program may no longer register a dependency, which a targeted run does not delete. The state's order wants
    // dependencies first, so they are kept before the resource.
    private void Keep(
        ResourceSlot old,
        ResourceState state,
        Registration? registration,
        ImmutableArray<Step>.Builder steps
    )
    {
        if (state.Delete)
        {
            return;
        }

        if (context.Seen.Urns.Add(old.Urn))
        {
            context.Seen.KeptAhead.Add(old.Urn);
        }

        context.Seen.Sames.Add(old.Urn);
        foreach (var urn in state.All())
        {
            var isHandled = context.Seen.HasStep(urn) || context.Seen.IsKept(urn);
            if (!isHandled && context.Olds.Find(urn) is { } needed)
            {
                Keep(needed, needed.State, registration: null, steps);
            }
        }

        steps.Add(new SameStep(registration, old, state, isTargeted: false));
    }

    // A program that runs for a refresh or a destroy says what holds of a resource from now on, unless it needs what is not made.
    private ResourceState WithCurrentOptions(PlannedGoal planned, ResourceState old) =>
        context.IsForProviders
        && context.Targets.Includes(old)
        && context.Providers.Find(planned.New.Provider) is not null
        && !planned.New.All().Any(context.Seen.SkippedCreates.Contains)
            ? old with
            {
                Provider = planned.New.Provider,
                Protect = planned.New.Protect,
                RetainOnDelete = planned.New.RetainOnDelete,
                DeletedWith = planned.New.DeletedWith,
                CustomTimeouts = planned.New.CustomTimeouts,
                ResourceHooks = planned.New.ResourceHooks,
            }
            : old;

    private void RequireProvider(ResourceState old)
    {
        if (old.Provider.Length > 0 && context.Providers.Find(old.Provider) is null)
        {
            var reference = ProviderReference.Parse(old.Provider);
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
