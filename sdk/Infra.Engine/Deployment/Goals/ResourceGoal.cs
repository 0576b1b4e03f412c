using System.Collections.Immutable;
using Infra.Engine.Deployment.Imports;
using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Goals;

/// <summary>A resource as the program wants it.</summary>
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

    /// <summary>It is to be managed as it is found; <c>null</c> when a program says what it should be.</summary>
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

    /// <summary>The user's wish, or <c>null</c> to leave it to the provider.</summary>
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
}
