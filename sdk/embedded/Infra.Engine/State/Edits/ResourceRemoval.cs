using System.Collections.Immutable;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.State.Edits;

/// <summary>Takes resources out of a state without touching what they stand for: <c>state delete</c>.</summary>
public static class ResourceRemoval
{
    /// <summary>The snapshot without some resources.</summary>
    /// <param name="doomed">The resources to take out, as the snapshot holds them.</param>
    /// <param name="force">Whether protected resources are removed too.</param>
    /// <param name="withDependents">Whether their dependents are removed too.</param>
    /// <exception cref="InfraException">A resource is protected or has dependents; the message names all of them.</exception>
    public static Snapshot Remove(
        Snapshot snapshot,
        IEnumerable<ResourceState> doomed,
        bool force,
        bool withDependents
    )
    {
        var gone = doomed.ToHashSet(ReferenceEqualityComparer.Instance);
        var dependents = Dependents(snapshot, gone);
        if (!withDependents && dependents.Count > 0)
        {
            throw new InfraException(
                $"{Those(dependents.Count, "resource depends", "resources depend")} on what is to be deleted:\n{List(dependents)}\nDelete {(dependents.Count == 1 ? "it" : "them")} first, or pass --target-dependents."
            );
        }

        gone.UnionWith(dependents);
        var kept = snapshot.Resources.Where(state => gone.Contains(state) && state.Protect);
        if (!force && kept.ToList() is { Count: > 0 } locked)
        {
            throw new InfraException(
                $"{Those(locked.Count, "resource is", "resources are")} protected:\n{List(locked)}\nUnprotect {(locked.Count == 1 ? "it" : "them")} with 'pulumi state unprotect', or pass --force."
            );
        }

        return snapshot with
        {
            Resources = [.. snapshot.Resources.Where(state => !gone.Contains(state))],
        };
    }

    /// <summary>The remaining resources that depend on removed ones, directly or through others.</summary>
    private static List<ResourceState> Dependents(Snapshot snapshot, HashSet<object?> gone)
    {
        // A dependent lacks nothing while another resource, such as the new half of a replacement, has the urn.
        var missing = snapshot
            .Resources.Where(gone.Contains)
            .Select(state => state.Urn)
            .Except(snapshot.Resources.Where(s => !gone.Contains(s)).Select(s => s.Urn))
            .ToHashSet();
        var dependents = new List<ResourceState>();
        foreach (var state in snapshot.Resources.Where(s => !gone.Contains(s)))
        {
            if (Needs(state).Any(missing.Contains))
            {
                dependents.Add(state);
                missing.Add(state.Urn);
            }
        }

        return dependents;
    }

    private static IEnumerable<Urn> Needs(ResourceState state) =>
        SnapshotIntegrity
            .Relations(state)
            .Select(relation => relation.Urn)
            .Concat(
                ResourceReferences.ProviderUrn(state.Provider) is { } provider
                    ? ImmutableArray.Create(provider)
                    : []
            );

    private static string Those(int count, string one, string several) =>
        count == 1 ? $"1 {one}" : $"{count} {several}";

    private static string List(IEnumerable<ResourceState> states) =>
        string.Join('\n', states.Select(state => $"  {state.Urn}"));
}
