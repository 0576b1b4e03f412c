using Infra.Protocol.Naming;

namespace Infra.Engine.State;

/// <summary>The conditions that every snapshot must meet before a run relies on it.</summary>
public static class SnapshotIntegrity
{
    /// <summary>The first thing wrong with a snapshot, as a clause that names the resource; <c>null</c> when it is sound.</summary>
    /// <remarks>
    /// Ids belong to custom resources only; providers, parents and everything depended on come earlier; a urn has at most one
    /// resource that is not about to be deleted.
    /// </remarks>
    public static string? FindFault(Snapshot snapshot)
    {
        var seen = new Dictionary<string, int>();
        var providers = new HashSet<string>();
        foreach (var state in snapshot.Resources)
        {
            if (FindFault(state, seen, providers, snapshot) is { } fault)
            {
                return fault;
            }

            var alive = seen.GetValueOrDefault(state.Urn.Value) + (state.Delete ? 0 : 1);
            if (alive > 1)
            {
                return $"resource {state.Urn} is there twice, and neither is marked for deletion";
            }

            seen[state.Urn.Value] = alive;
        }

        return null;
    }

    private static string? FindFault(
        ResourceState state,
        Dictionary<string, int> seen,
        HashSet<string> providers,
        Snapshot snapshot
    )
    {
        if (!state.Custom && state.Id.Length > 0)
        {
            return $"resource {state.Urn} is not custom and yet has the id '{state.Id}'";
        }

        if (Urn.IsProviderType(state.Type))
        {
            if (state.Id.Length == 0)
            {
                return $"provider {state.Urn} has no id";
            }

            providers.Add($"{state.Urn}::{state.Id}");
        }

        if (
            state.Provider.Length > 0
            && !state.PendingReplacement
            && !providers.Contains(state.Provider)
        )
        {
            return $"resource {state.Urn} refers to the provider {state.Provider}, which is not before it";
        }

        foreach (var (relation, urn) in Relations(state))
        {
            if (!seen.ContainsKey(urn.Value))
            {
                return snapshot.Resources.Any(other => other.Urn == urn)
                    ? $"resource {state.Urn} comes before its {relation} {urn}"
                    : $"resource {state.Urn} refers to its {relation} {urn}, which is missing";
            }
        }

        return null;
    }

    /// <summary>Everything that must come before a resource, apart from its provider.</summary>
    internal static IEnumerable<(string Relation, Urn Urn)> Relations(ResourceState state)
    {
        if (state.Parent is { } parent)
        {
            yield return ("parent", parent);
        }

        foreach (var urn in state.Dependencies)
        {
            yield return ("dependency", urn);
        }

        foreach (var (property, urns) in state.PropertyDependencies)
        {
            foreach (var urn in urns)
            {
                yield return ($"dependency (by property '{property}')", urn);
            }
        }

        if (state.DeletedWith is { } owner)
        {
            yield return ("deletedWith", owner);
        }

        foreach (var urn in state.ReplaceWith)
        {
            yield return ("replaceWith", urn);
        }
    }
}
