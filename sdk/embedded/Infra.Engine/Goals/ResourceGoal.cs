using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Goals;

/// <summary>A resource as the program registers it.</summary>
internal sealed record ResourceGoal
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    public required bool Custom { get; init; }

    public PropertyMap Properties { get; init; } = PropertyMap.Empty;

    public Urn? Parent { get; init; }

    public string Provider { get; init; } = "";

    /// <summary>The existing resource to import; empty for none.</summary>
    public string ImportId { get; init; } = "";

    /// <summary>The import that takes the resource over as it is; <c>null</c> when a program gives its inputs.</summary>
    public ImportGoal? Import { get; init; }

    public ImmutableArray<ResourceAlias> Aliases { get; init; } = [];

    public ImmutableArray<Urn> Dependencies { get; init; } = [];

    public ImmutableSortedDictionary<
        string,
        ImmutableArray<Urn>
    > PropertyDependencies { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<Urn>>.Empty;

    public bool Protect { get; init; }

    public bool RetainOnDelete { get; init; }

    /// <summary>The user's choice, or <c>null</c> to leave it to the provider.</summary>
    public bool? DeleteBeforeReplace { get; init; }

    public Urn? DeletedWith { get; init; }

    public ImmutableArray<Urn> ReplaceWith { get; init; } = [];

    public PropertyValue? ReplacementTrigger { get; init; }

    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    public ImmutableArray<string> HideDiff { get; init; } = [];

    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];

    public CustomTimeouts? CustomTimeouts { get; init; }

    public string SourcePosition { get; init; } = "";

    public ImmutableSortedDictionary<string, ImmutableArray<string>> ResourceHooks { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The state that the resource is to have, before any provider saw it.</summary>
    /// <param name="urn">The urn.</param>
    /// <param name="alias">The former urn under which the state knows the resource.</param>
    /// <param name="old">The state so far.</param>
    public ResourceState ToState(Urn urn, Urn? alias, ResourceState? old) =>
        new()
        {
            Urn = urn,
            Type = Type,
            Custom = Custom,
            Inputs = Properties,
            Parent = Parent,
            Provider = Provider,
            Dependencies = Dependencies,
            PropertyDependencies = PropertyDependencies,
            Protect = Protect,
            RetainOnDelete = RetainOnDelete,
            DeletedWith = DeletedWith,
            ReplaceWith = ReplaceWith,
            ReplacementTrigger = ReplacementTrigger,
            AdditionalSecretOutputs = AdditionalSecretOutputs,
            IgnoreChanges = IgnoreChanges,
            ReplaceOnChanges = ReplaceOnChanges,
            HideDiff = HideDiff,
            CustomTimeouts = CustomTimeouts,
            ImportId = ImportId,
            SourcePosition = SourcePosition,
            ResourceHooks = ResourceHooks,
            Aliases = alias is null ? [] : [alias],
            Created = old?.Created,
            Modified = old?.Modified,
            RefreshBeforeUpdate = old?.RefreshBeforeUpdate ?? false,
            Uninterpreted = old?.Uninterpreted ?? ImmutableSortedDictionary<string, string>.Empty,
        };
}
