using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Resources;

/// <summary>The resources of the state that a run starts from, in the state's order.</summary>
internal sealed class OldResources
{
    private readonly Dictionary<Urn, ResourceSlot> _byUrn = [];
    private readonly Dictionary<ResourceSlot, int> _positions = [];
    private readonly ILookup<Urn, int> _descendants;
    private readonly ILookup<Urn, ResourceSlot> _allByUrn;

    public OldResources(IEnumerable<ResourceState> states)
        : this([.. states.Select(s => new ResourceSlot(s))]) { }

    /// <summary>Resources that have their places already.</summary>
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

    /// <summary>The same resources without some that are not there any more.</summary>
    public OldResources Without(IReadOnlySet<ResourceSlot> vanished) =>
        new(All.RemoveAll(vanished.Contains));

    /// <summary>The same resources with one more, that needs only what precedes it.</summary>
    public OldResources With(ResourceSlot slot) => new(All.Add(slot));

    /// <summary>All of them, dependencies before dependents.</summary>
    public ImmutableArray<ResourceSlot> All { get; }

    /// <summary>The resource that a urn names now; the old halves of replacements have none.</summary>
    public ResourceSlot? Find(Urn urn) => _byUrn.GetValueOrDefault(urn);

    /// <summary>All states of a urn, the old halves of replacements too.</summary>
    public IEnumerable<ResourceSlot> FindAll(Urn urn) => _allByUrn[urn];

    /// <summary>Whether the slot is one of these.</summary>
    public bool Contains(ResourceSlot slot) => _positions.ContainsKey(slot);

    /// <summary>What depends on a resource, directly or not, in the state's order; children only when asked for.</summary>
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

    /// <summary>What a resource needs directly: for a component also its children that stand before the resource.</summary>
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

            // A need for a component is a need for what is in it, even when the component itself stays.
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
