using System.Collections.Immutable;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>Plans the end of a run: deletes what is no longer registered, and keeps what is outside of the targets.</summary>
internal sealed class DeletionPlan(PlanningContext context, DependentReplacements dependents)
{
    /// <summary>The steps: those that keep, in order, and those that delete, one wave after the other.</summary>
    public async Task<(
        ImmutableArray<Step> Sames,
        ImmutableArray<ImmutableArray<Step>> Waves
    )> PlanAsync(CancellationToken cancellationToken)
    {
        var isIncluded = await InclusionAsync(cancellationToken);
        var sames = ImmutableArray.CreateBuilder<Step>();
        var deletes = new Dictionary<ResourceSlot, Step>();
        foreach (var slot in context.Olds.All)
        {
            if (!isIncluded(slot.Urn))
            {
                if (!context.Seen.IsKept(slot.Urn) && !slot.State.Delete)
                {
                    sames.Add(
                        new SameStep(registration: null, slot, slot.State, isTargeted: false)
                    );
                }
            }
            else if (Delete(slot) is { } step)
            {
                await context.EnsureProviderAsync(slot.State, cancellationToken);
                deletes[slot] = step;
            }
        }

        RefuseUntargeted(deletes.Values);
        return (sames.ToImmutable(), Waves(deletes));
    }

    private Step? Delete(ResourceSlot slot)
    {
        var state = slot.State;
        if (state.Delete)
        {
            if (!context.Seen.DeletedSlots.Add(slot))
            {
                return null;
            }

            context.Seen.MarkDeleted(state.Urn);
            return DeleteStep.Replaced(slot, context.Seen.WasDeleted, awaitsReplacement: false);
        }

        if (context.Seen.IsKept(state.Urn) || IsTakenOver(slot))
        {
            return null;
        }

        context.Seen.MarkDeleted(state.Urn);
        return state.PendingReplacement
            ? new RemovePendingReplaceStep(slot)
            : DeleteStep.Unwanted(slot, context.Seen.WasDeleted);
    }

    // A create in place of a read resource marks the old entry; when the create fails, the entry stays and is not ours to delete.
    private bool IsTakenOver(ResourceSlot slot) =>
        context.Seen.Creates.Contains(slot.Urn) && slot.State.External;

    private async Task<Func<Urn, bool>> InclusionAsync(CancellationToken cancellationToken)
    {
        if (context.Targets.HasTargets)
        {
            var allowed = await AllowedAsync(cancellationToken);
            return allowed.Contains;
        }

        if (context.Targets.HasExcludes)
        {
            var kept = Kept();
            return urn => !kept.Contains(urn);
        }

        return _ => true;
    }

    // Deleting a target includes everything that depends on it; a later check finds whether the user asked for that.
    private async Task<HashSet<Urn>> AllowedAsync(CancellationToken cancellationToken)
    {
        var allowed = new HashSet<Urn>();
        foreach (var root in context.Olds.All.Where(slot => context.Targets.IsTarget(slot.Urn)))
        {
            allowed.Add(root.Urn);
            allowed.UnionWith(
                context
                    .Olds.DependingOn(root, allowed.Contains, includeChildren: true)
                    .Select(slot => slot.Urn)
            );
        }

        foreach (var slot in context.Olds.All.Where(slot => allowed.Contains(slot.Urn)).ToList())
        {
            allowed.UnionWith(
                (await dependents.OfAsync(slot, cancellationToken)).Select(d => d.Slot.Urn)
            );
            allowed.UnionWith(dependents.Companions(slot.Urn).Select(d => d.Slot.Urn));
        }

        return allowed;
    }

    // An excluded resource stays with its dependencies and, when requested, with all their dependents.
    private HashSet<Urn> Kept()
    {
        var kept = new HashSet<Urn>();
        var byUrn = context.Olds.All.ToLookup(slot => slot.Urn);
        var pending = new Stack<ResourceSlot>(
            context.Olds.All.Where(slot => context.Targets.IsExcluded(slot.Urn))
        );
        while (pending.TryPop(out var slot))
        {
            if (!kept.Add(slot.Urn))
            {
                continue;
            }

            IEnumerable<ResourceSlot> needing = context.Options.ExcludeDependents
                ? context.Olds.DependingOn(slot, kept.Contains, includeChildren: true)
                : [];
            foreach (var next in context.Olds.DependenciesOf(slot, byUrn).Concat(needing))
            {
                pending.Push(next);
            }
        }

        return kept;
    }

    private void RefuseUntargeted(IEnumerable<Step> deletes)
    {
        if (!context.Targets.HasTargets || context.Options.TargetDependents)
        {
            return;
        }

        var refused = deletes
            .Select(s => s.Urn)
            .Where(urn => !context.Targets.IsTarget(urn))
            .ToList();
        foreach (var urn in refused)
        {
            context.Events.Error(
                urn,
                $"{urn} depends on a target and would be deleted with it, but is not a target itself. Add it with "
                    + "--target, or take all dependents along with --target-dependents."
            );
        }

        if (refused.Count > 0)
        {
            context.RefuseReported();
        }
    }

    /// <summary>Puts deletes into groups whose members may go at once, so that nothing goes before what needs it.</summary>
    private ImmutableArray<ImmutableArray<Step>> Waves(Dictionary<ResourceSlot, Step> deletes)
    {
        var byUrn = deletes.Keys.ToLookup(slot => slot.Urn);
        var depths = new Dictionary<ResourceSlot, int>();
        // The state lists dependencies before dependents, so one pass finds all depths.
        foreach (var slot in context.Olds.All.Where(deletes.ContainsKey))
        {
            depths[slot] = context
                .Olds.DependenciesOf(slot, byUrn)
                .Where(depths.ContainsKey)
                .Select(needed => depths[needed] + 1)
                .DefaultIfEmpty(0)
                .Max();
        }

        return
        [
            .. depths
                .GroupBy(pair => pair.Value, pair => deletes[pair.Key])
                .OrderByDescending(wave => wave.Key)
                .Select(wave => wave.ToImmutableArray()),
        ];
    }
}
