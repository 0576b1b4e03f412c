using System.Collections.Immutable;
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

        Urn Now(Urn urn) => renamed.GetValueOrDefault(urn, urn);
        ImmutableArray<Urn> All(ImmutableArray<Urn> urns) => [.. urns.Select(Now)];
        return state with
        {
            Aliases = [],
            Parent = state.Parent is { } parent ? Now(parent) : null,
            Provider = Provider(state.Provider, renamed),
            Dependencies = All(state.Dependencies),
            PropertyDependencies = state.PropertyDependencies.ToImmutableSortedDictionary(
                p => p.Key,
                p => All(p.Value),
                StringComparer.Ordinal
            ),
            DeletedWith = state.DeletedWith is { } owner ? Now(owner) : null,
            ReplaceWith = All(state.ReplaceWith),
        };
    }

    private static string Provider(string reference, Dictionary<Urn, Urn> renamed)
    {
        var end = reference.LastIndexOf("::", StringComparison.Ordinal);
        return
            end >= 0
            && Urn.TryParse(reference[..end]) is { } urn
            && renamed.TryGetValue(urn, out var now)
            ? $"{now}{reference[end..]}"
            : reference;
    }
}
