using System.Collections.Immutable;
using Infra.Protocol.Naming;

namespace Infra.Engine.State;

/// <summary>Updates references to resources that a run found under another urn.</summary>
internal static class RenamedReferences
{
    /// <summary>The snapshot with every reference to an alias replaced by the resource's urn.</summary>
    /// <param name="keepsAliases">Whether states keep their aliases, because later ones may still refer to them.</param>
    public static Snapshot Follow(Snapshot snapshot, bool keepsAliases = false)
    {
        if (snapshot.Resources.All(state => state.Aliases.IsDefaultOrEmpty))
        {
            return snapshot;
        }

        var alive = snapshot.Resources.Where(s => !s.Delete).Select(s => s.Urn).ToHashSet();
        var renamed = new Dictionary<Urn, Urn>();
        foreach (var state in snapshot.Resources)
        {
            foreach (var alias in state.Aliases.Where(alias => !alive.Contains(alias)))
            {
                renamed[alias] = state.Urn;
            }
        }

        return snapshot with
        {
            Resources =
            [
                .. snapshot.Resources.Select(state =>
                    Follow(state, renamed, keepsAliases ? state.Aliases : [])
                ),
            ],
        };
    }

    private static ResourceState Follow(
        ResourceState state,
        Dictionary<Urn, Urn> renamed,
        ImmutableArray<Urn> aliases
    )
    {
        if (state.Aliases.IsDefaultOrEmpty && renamed.Count == 0)
        {
            return state;
        }

        return ResourceReferences.Map(
            state with
            {
                Aliases = aliases,
            },
            urn => renamed.GetValueOrDefault(urn, urn)
        );
    }
}
