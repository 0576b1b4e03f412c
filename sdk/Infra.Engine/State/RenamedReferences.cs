using Infra.Protocol.Naming;

namespace Infra.Engine.State;

/// <summary>Lets references follow resources that a run found again under another urn.</summary>
internal static class RenamedReferences
{
    /// <summary>The snapshot with every reference to an alias led to the resource that bears it, and without aliases.</summary>
    public static Snapshot Follow(Snapshot snapshot)
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
            Resources = [.. snapshot.Resources.Select(state => Follow(state, renamed))],
        };
    }

    private static ResourceState Follow(ResourceState state, Dictionary<Urn, Urn> renamed)
    {
        if (state.Aliases.IsDefaultOrEmpty && renamed.Count == 0)
        {
            return state;
        }

        return ResourceReferences.Map(
            state with
            {
                Aliases = [],
            },
            urn => renamed.GetValueOrDefault(urn, urn)
        );
    }
}
