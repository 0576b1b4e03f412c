using System.Collections.Immutable;

namespace Infra.Engine.State;

/// <summary>Sorts resources so that dependencies precede dependents.</summary>
/// <remarks>
/// An interrupted run may have recorded a resource before its unchanged dependency. Resources that are in order keep their place.
/// </remarks>
internal static class SnapshotOrder
{
    /// <summary>The resources, with each dependency moved before its first dependent.</summary>
    public static ImmutableArray<ResourceState> Sort(ImmutableArray<ResourceState> resources)
    {
        var byUrn = resources.ToLookup(state => state.Urn.Value, StringComparer.Ordinal);
        var visited = new HashSet<ResourceState>(ReferenceEqualityComparer.Instance);
        var sorted = ImmutableArray.CreateBuilder<ResourceState>(resources.Length);
        var open = new Stack<(ResourceState State, IEnumerator<ResourceState> Needs)>();

        void Enter(ResourceState state)
        {
            if (visited.Add(state))
            {
                open.Push((state, Needs(state, byUrn).GetEnumerator()));
            }
        }

        foreach (var root in resources)
        {
            Enter(root);
            while (open.TryPeek(out var top))
            {
                if (top.Needs.MoveNext())
                {
                    Enter(top.Needs.Current);
                    continue;
                }

                top.Needs.Dispose();
                open.Pop();
                sorted.Add(top.State);
            }
        }

        return sorted.ToImmutable();
    }

    private static IEnumerable<ResourceState> Needs(
        ResourceState state,
        ILookup<string, ResourceState> byUrn
    )
    {
        var urns = SnapshotIntegrity.Relations(state).Select(relation => relation.Urn.Value);
        var end = state.Provider.LastIndexOf("::", StringComparison.Ordinal);
        return (end > 0 ? urns.Append(state.Provider[..end]) : urns).SelectMany(urn => byUrn[urn]);
    }
}
