using System.Collections.Immutable;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Deployment.Steps;

namespace Infra.Engine.Deployment.Planning;

/// <summary>Puts deletes in an order in which nothing goes before what needs it.</summary>
internal static class DeletionWaves
{
    /// <summary>Groups whose members may go at once, one group after the other.</summary>
    public static ImmutableArray<ImmutableArray<Step>> Of(
        OldResources olds,
        ImmutableArray<Step> deletes
    )
    {
        var steps = deletes.ToDictionary(step => step.OldSlot!);
        var byUrn = steps.Keys.ToLookup(slot => slot.Urn);
        var depths = new Dictionary<ResourceSlot, int>();
        // In the state's order every need stands before those that have it, so one pass finds all depths.
        foreach (var slot in olds.All.Where(steps.ContainsKey))
        {
            depths[slot] = olds.DependenciesOf(slot, byUrn)
                .Where(depths.ContainsKey)
                .Select(needed => depths[needed] + 1)
                .DefaultIfEmpty(0)
                .Max();
        }

        return
        [
            .. depths
                .GroupBy(pair => pair.Value, pair => steps[pair.Key])
                .OrderByDescending(wave => wave.Key)
                .Select(wave => wave.ToImmutableArray()),
        ];
    }
}
