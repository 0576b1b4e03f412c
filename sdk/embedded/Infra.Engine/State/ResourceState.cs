using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.State;

/// <summary>One resource of the state, with the fields of the resource object in a Pulumi checkpoint (versions 3 and 4).</summary>
public sealed record ResourceState : ResourceDescription
{
    public ResourceState() { }

    [SetsRequiredMembers]
    internal ResourceState(ResourceDescription description, Urn urn)
        : base(description) => Urn = urn;

    public required Urn Urn { get; init; }

    /// <summary>The provider's id; empty for components.</summary>
    public string Id { get; init; } = "";

    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    public PropertyMap Outputs { get; init; } = PropertyMap.Empty;

    /// <summary>Whether it is the old half of a replacement and still has to be deleted.</summary>
    public bool Delete { get; init; }

    /// <summary>Whether it was deleted and its replacement was not created yet.</summary>
    public bool PendingReplacement { get; init; }

    /// <summary>Whether the next update replaces it.</summary>
    public bool Taint { get; init; }

    /// <summary>Whether it was read and not created; such a resource is never deleted.</summary>
    public bool External { get; init; }

    /// <summary>Why its last create or update did not finish; forces an update.</summary>
    public ImmutableArray<string> InitErrors { get; init; } = [];

    public DateTimeOffset? Created { get; init; }

    /// <summary>When a provider last changed it.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>Whether the provider wants a refresh before it diffs.</summary>
    public bool RefreshBeforeUpdate { get; init; }

    /// <summary>Urns it was known under before; a saved state has none.</summary>
    public ImmutableArray<Urn> Aliases { get; init; } = [];

    /// <summary>Fields of the checkpoint that this engine does not interpret, by name, as JSON text: kept as they are.</summary>
    public ImmutableSortedDictionary<string, string> Uninterpreted { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
}
