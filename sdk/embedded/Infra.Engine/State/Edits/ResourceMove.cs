using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.State.Edits;

/// <summary>Takes resources over from one state to another without touching what they stand for: <c>state move</c>.</summary>
public static class ResourceMove
{
    /// <summary>Both states after the move. Children move along with their parents, and providers are copied.</summary>
    /// <param name="source">The state that loses the resources.</param>
    /// <param name="destination">The state that gets them; references between the two are dropped.</param>
    /// <param name="stack">The destination's short name.</param>
    /// <param name="includesParents">Whether their parents move, too; otherwise they get the stack as their parent.</param>
    /// <exception cref="InfraException">A resource cannot move, or the destination has one of its urn.</exception>
    public static (Snapshot Source, Snapshot Destination) Move(
        Snapshot source,
        Snapshot destination,
        IEnumerable<ResourceState> chosen,
        string stack,
        string project,
        bool includesParents
    )
    {
        var urns = chosen.Select(RequireMovable).ToHashSet();
        if (includesParents)
        {
            foreach (var state in source.Resources.Reverse().Where(s => urns.Contains(s.Urn)))
            {
                if (state.Parent is { } parent && parent.Type != Urn.RootStackType)
                {
                    urns.Add(parent);
                }
            }
        }

        foreach (var state in source.Resources.Where(s => s.Parent is { } p && urns.Contains(p)))
        {
            urns.Add(state.Urn);
        }

        var moved = source.Resources.Where(state => urns.Contains(state.Urn)).ToList();
        var providers = moved.Select(s => ResourceReferences.ProviderUrn(s.Provider)).ToHashSet();
        var taken = Renaming.Rename(
            source with
            {
                Resources =
                [
                    .. source.Resources.Where(s =>
                        urns.Contains(s.Urn) || providers.Contains(s.Urn)
                    ),
                ],
                PendingOperations = [],
            },
            stack,
            project
        );
        return (
            SnapshotRepair.Repair(source with { Resources = source.Resources.RemoveRange(moved) }),
            Join(destination, SnapshotRepair.Repair(taken), stack, project)
        );
    }

    private static Urn RequireMovable(ResourceState state) =>
        state.Type == Urn.RootStackType || Urn.IsProviderType(state.Type)
            ? throw new InfraException(
                $"{state.Urn} cannot be moved: every stack has its own. Move the resources in it, and providers come along."
            )
            : state.Urn;

    private static Snapshot Join(Snapshot destination, Snapshot taken, string stack, string project)
    {
        var root =
            destination.Resources.FirstOrDefault(s => s.Type == Urn.RootStackType)
            ?? new ResourceState
            {
                Urn = Urn.Create(stack, project, null, Urn.RootStackType, $"{project}-{stack}"),
                Type = Urn.RootStackType,
                Custom = false,
            };
        var there = destination.Resources.ToLookup(s => s.Urn);
        // The very same provider is there already when resources have been moved before.
        var added = taken
            .Resources.Where(s =>
                !there[s.Urn].Any(t => Urn.IsProviderType(t.Type) && t.Id == s.Id)
            )
            .Select(s =>
                s with
                {
                    Parent = s.Parent ?? (s.Urn.IsDefaultProvider ? null : root.Urn),
                }
            )
            .ToList();
        return added.FirstOrDefault(s => there.Contains(s.Urn)) is { } taker
            ? throw new InfraException(
                $"The stack {stack} has a {taker.Urn} already. Nothing was moved; rename one of the two with 'pulumi state rename'."
            )
            : destination with
            {
                Resources = [root, .. destination.Resources.Where(s => s != root), .. added],
            };
    }
}
