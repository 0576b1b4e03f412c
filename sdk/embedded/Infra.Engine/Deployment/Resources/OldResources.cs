using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Resources;

/// <summary>The resources of the state from which a run starts, in the state's order.</summary>
internal sealed class OldResources
{
    private readonly Dictionary<Urn, ResourceSlot> _byUrn = [];
    private readonly Dictionary<ResourceSlot, int> _positions = [];
    private readonly ILookup<Urn, int> _descendants;
    private readonly ILookup<Urn, ResourceSlot> _allByUrn;

    public OldResources(IEnumerable<ResourceState> states)
        : this([.. states.Select(s => new ResourceSlot(s))]) { }

    /// <summary>Creates the collection from existing slots.</summary>
    public OldResources(ImmutableArray<ResourceSlot> all)
    {
        All = all;
        for (var i = 0; i < all.Length; i++)
        {
            _positions[all[i]] = i;
            if (!all[i].State.Delete)
            {
                _byUrn[all[i].Urn] = all[i];
            }
        }

        _allByUrn = all.ToLookup(slot => slot.Urn);
        _descendants = Ancestries(all).ToLookup(pair => pair.Ancestor, pair => pair.Position);
    }

    /// <summary>The same resources without those that have vanished.</summary>
    public OldResources Without(IReadOnlySet<ResourceSlot> vanished) =>
        new(All.RemoveAll(vanished.Contains));

    /// <summary>The same resources and one more, whose dependencies precede it.</summary>
    public OldResources With(ResourceSlot slot) => new(All.Add(slot));

    /// <summary>All of them, dependencies before dependents.</summary>
    public ImmutableArray<ResourceSlot> All { get; }

    /// <summary>The current resource of a urn; the old resource of a pending replacement is not found.</summary>
    public ResourceSlot? Find(Urn urn) => _byUrn.GetValueOrDefault(urn);

    /// <summary>All states of a urn, including old resources of pending replacements.</summary>
    public IEnumerable<ResourceSlot> FindAll(Urn urn) => _allByUrn[urn];

    /// <summary>Whether the slot is part of the collection.</summary>
    public bool Contains(ResourceSlot slot) => _positions.ContainsKey(slot);

    /// <summary>All direct and indirect dependents of a resource, in the state's order; children only when requested.</summary>
    public ImmutableArray<ResourceSlot> DependingOn(
        ResourceSlot root,
        Func<Urn, bool> ignore,
        bool includeChildren
    )
    {
        var doomed = new HashSet<Urn> { root.Urn };
        var dependents = ImmutableArray.CreateBuilder<ResourceSlot>();
        foreach (var candidate in All.Skip(_positions[root] + 1))
        {
            var state = candidate.State;
            var needs = includeChildren ? state.All() : state.ReferencesAndProvider();
            if (!ignore(state.Urn) && needs.Any(doomed.Contains))
            {
                dependents.Add(candidate);
                doomed.Add(state.Urn);
            }
        }

        return dependents.ToImmutable();
    }

    /// <summary>The direct dependencies of a resource; for a component among them, also its children that precede the resource.</summary>
    public IEnumerable<ResourceSlot> DependenciesOf(
        ResourceSlot slot,
        ILookup<Urn, ResourceSlot> candidates
    )
    {
        var position = _positions[slot];
        var state = slot.State;
        foreach (var needed in state.ReferencesAndProvider().Distinct())
        {
            foreach (var dependency in candidates[needed].Where(c => _positions[c] < position))
            {
                yield return dependency;
            }

            // A dependency on a component is a dependency on its children, even when the component itself stays.
            foreach (
                var inside in _descendants[needed].Where(p => p < position && IsComponent(needed))
            )
            {
                yield return All[inside];
            }
        }

        foreach (var parent in state.Parent is { } urn ? candidates[urn] : [])
        {
            if (_positions[parent] < position)
            {
                yield return parent;
            }
        }
    }

    private bool IsComponent(Urn urn) => Find(urn) is { State.Custom: false };

    private static IEnumerable<(Urn Ancestor, int Position)> Ancestries(
        ImmutableArray<ResourceSlot> all
    )
    {
        var parents = new Dictionary<Urn, Urn?>();
        for (var i = 0; i < all.Length; i++)
        {
            parents[all[i].Urn] = all[i].State.Parent;
            for (
                var ancestor = all[i].State.Parent;
                ancestor is not null;
                ancestor = parents.GetValueOrDefault(ancestor)
            )
            {
                yield return (ancestor, i);
            }
        }
    }
}
