using System.Collections.Immutable;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.State;

/// <summary>One resource of the state, with the fields of the resource object in a Pulumi checkpoint (versions 3 and 4).</summary>
public sealed record ResourceState
{
    /// <summary>The resource's urn.</summary>
    public required Urn Urn { get; init; }

    /// <summary>Its type token.</summary>
    public required string Type { get; init; }

    /// <summary>Whether a provider manages it; components are not custom.</summary>
    public required bool Custom { get; init; }

    /// <summary>The provider's id; empty for components.</summary>
    public string Id { get; init; } = "";

    /// <summary>The checked inputs.</summary>
    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    /// <summary>The provider's outputs.</summary>
    public PropertyMap Outputs { get; init; } = PropertyMap.Empty;

    /// <summary>The parent's urn.</summary>
    public Urn? Parent { get; init; }

    /// <summary>The provider reference <c>URN::ID</c>; empty for components and providers.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Urns it depends on, ordered ordinally, without duplicates.</summary>
    public ImmutableArray<Urn> Dependencies { get; init; } = [];

    /// <summary>Which inputs depend on which urns.</summary>
    public ImmutableSortedDictionary<
        string,
        ImmutableArray<Urn>
    > PropertyDependencies { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<Urn>>.Empty;

    /// <summary>Whether it is the old half of a replacement and still has to be deleted.</summary>
    public bool Delete { get; init; }

    /// <summary>Whether it was deleted and its replacement was not created yet.</summary>
    public bool PendingReplacement { get; init; }

    /// <summary>Whether deleting it is refused.</summary>
    public bool Protect { get; init; }

    /// <summary>Whether the next update replaces it.</summary>
    public bool Taint { get; init; }

    /// <summary>Whether it was read and not created; such a resource is never deleted.</summary>
    public bool External { get; init; }

    /// <summary>Whether it leaves the state without being deleted.</summary>
    public bool RetainOnDelete { get; init; }

    /// <summary>The resource whose deletion also removes this one, without a call to the provider.</summary>
    public Urn? DeletedWith { get; init; }

    /// <summary>The resource is replaced when any resource in this list is replaced.</summary>
    public ImmutableArray<Urn> ReplaceWith { get; init; } = [];

    /// <summary>Why its last create or update did not finish; forces an update.</summary>
    public ImmutableArray<string> InitErrors { get; init; } = [];

    /// <summary>Outputs to be kept secret besides those the provider marks.</summary>
    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>Property paths whose changes are ignored.</summary>
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    /// <summary>Property paths whose changes replace.</summary>
    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    /// <summary>Property paths not shown in diffs.</summary>
    public ImmutableArray<string> HideDiff { get; init; } = [];

    /// <summary>A value whose change replaces the resource.</summary>
    public PropertyValue? ReplacementTrigger { get; init; }

    /// <summary>How long operations may take.</summary>
    public CustomTimeouts? CustomTimeouts { get; init; }

    /// <summary>The id given with an import when it differs from <see cref="Id"/>.</summary>
    public string ImportId { get; init; } = "";

    /// <summary>When it was created.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When a provider last changed it.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>The place in the program that registers it.</summary>
    public string SourcePosition { get; init; } = "";

    /// <summary>Names of the hooks bound to it, by kind.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> ResourceHooks { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Whether the provider wants a refresh before it diffs.</summary>
    public bool RefreshBeforeUpdate { get; init; }

    /// <summary>Urns it was known under before; a saved state has none.</summary>
    public ImmutableArray<Urn> Aliases { get; init; } = [];

    /// <summary>Fields of the checkpoint that this engine does not interpret, by name, as JSON text: kept as they are.</summary>
    public ImmutableSortedDictionary<string, string> Uninterpreted { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
}
