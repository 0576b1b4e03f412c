using System.Collections.Immutable;
using Infra.Protocol.Naming;

namespace Infra.Engine.State;

/// <summary>Makes an unsound snapshot sound again, as far as that can be done without inventing anything: <c>state repair</c>.</summary>
public static class SnapshotRepair
{
    /// <summary>Brings the resources into order and drops references to what is missing.</summary>
    /// <remarks>
    /// A resource whose parent is missing becomes one without a parent, which changes its urn and those of its children. What cannot be
    /// repaired, such as a missing provider, stays; ask <see cref="SnapshotIntegrity"/> about the result.
    /// </remarks>
    public static Snapshot Repair(Snapshot snapshot)
    {
        var renamed = new Dictionary<Urn, Urn>();
        var resources = ImmutableArray.CreateBuilder<ResourceState>(snapshot.Resources.Length);
        foreach (var state in SnapshotOrder.Sort(snapshot.Resources))
        {
            var repaired = Prune(state, renamed);
            renamed[state.Urn] = repaired.Urn;
            resources.Add(repaired);
        }

        return snapshot with
        {
            Resources = resources.ToImmutable(),
        };
    }

    private static ResourceState Prune(ResourceState state, Dictionary<Urn, Urn> renamed)
    {
        Urn? Now(Urn? urn) => urn is not null && renamed.TryGetValue(urn, out var now) ? now : null;
        ImmutableArray<Urn> All(ImmutableArray<Urn> urns) => [.. urns.Select(Now).OfType<Urn>()];
        var parent = Now(state.Parent);
        return state with
        {
            Urn =
                parent == state.Parent
                    ? state.Urn
                    : Urn.Create(
                        state.Urn.Stack,
                        state.Urn.Project,
                        parent,
                        state.Urn.Type,
                        state.Urn.Name
                    ),
            Parent = parent,
            Dependencies = All(state.Dependencies),
            PropertyDependencies = state.PropertyDependencies.ToImmutableSortedDictionary(
                p => p.Key,
                p => All(p.Value),
                StringComparer.Ordinal
            ),
            DeletedWith = Now(state.DeletedWith),
            ReplaceWith = All(state.ReplaceWith),
        };
    }
}
