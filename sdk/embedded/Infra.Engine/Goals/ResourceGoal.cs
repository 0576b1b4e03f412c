using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Goals;

/// <summary>A resource as the program registers it.</summary>
internal sealed record ResourceGoal : ResourceDescription
{
    public required string Name { get; init; }

    public PropertyMap Properties { get; init; } = PropertyMap.Empty;

    /// <summary>The import that takes the resource over as it is; <c>null</c> when a program gives its inputs.</summary>
    public ImportGoal? Import { get; init; }

    public ImmutableArray<ResourceAlias> Aliases { get; init; } = [];

    /// <summary>The user's choice, or <c>null</c> to leave it to the provider.</summary>
    public bool? DeleteBeforeReplace { get; init; }

    /// <summary>The state that the resource is to have, before any provider saw it.</summary>
    /// <param name="alias">The former urn under which the state knows the resource.</param>
    /// <param name="old">The state so far.</param>
    public ResourceState ToState(Urn urn, Urn? alias, ResourceState? old) =>
        new(this, urn)
        {
            Inputs = Properties,
            Aliases = alias is null ? [] : [alias],
            Created = old?.Created,
            Modified = old?.Modified,
            RefreshBeforeUpdate = old?.RefreshBeforeUpdate ?? false,
            Uninterpreted = old?.Uninterpreted ?? ImmutableSortedDictionary<string, string>.Empty,
        };
}
