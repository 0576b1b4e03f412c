using System.Collections.Immutable;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.State;

/// <summary>What a program's registration and the state say of a resource alike.</summary>
public abstract record ResourceDescription
{
    public required string Type { get; init; }

    /// <summary>Whether a provider manages it; components are not custom.</summary>
    public required bool Custom { get; init; }

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

    public bool Protect { get; init; }

    /// <summary>Whether it leaves the state without being deleted.</summary>
    public bool RetainOnDelete { get; init; }

    /// <summary>The resource whose deletion also removes this one, without a call to the provider.</summary>
    public Urn? DeletedWith { get; init; }

    /// <summary>The resource is replaced when any resource in this list is replaced.</summary>
    public ImmutableArray<Urn> ReplaceWith { get; init; } = [];

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

    /// <summary>The existing resource to import; empty for none. In a state: when it differs from the id.</summary>
    public string ImportId { get; init; } = "";

    /// <summary>The place in the program that registers it.</summary>
    public string SourcePosition { get; init; } = "";

    /// <summary>Names of the hooks bound to it, by kind.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> ResourceHooks { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;
}
