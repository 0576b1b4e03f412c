using System.Collections.Immutable;
using Infra.Engine.Deployment.Goals;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Planning;

/// <summary>Makes the state that a registration is to become.</summary>
internal static class NewStates
{
    /// <summary>The state before any provider saw it.</summary>
    public static ResourceState From(ResourceGoal goal, Urn urn, Urn? alias, ResourceState? old) =>
        new()
        {
            Urn = urn,
            Type = goal.Type,
            Custom = goal.Custom,
            Inputs = goal.Properties,
            Parent = goal.Parent,
            Provider = goal.Provider,
            Dependencies = goal.Dependencies,
            PropertyDependencies = goal.PropertyDependencies,
            Protect = goal.Protect,
            RetainOnDelete = goal.RetainOnDelete,
            DeletedWith = goal.DeletedWith,
            ReplaceWith = goal.ReplaceWith,
            ReplacementTrigger = goal.ReplacementTrigger,
            AdditionalSecretOutputs = goal.AdditionalSecretOutputs,
            IgnoreChanges = goal.IgnoreChanges,
            ReplaceOnChanges = goal.ReplaceOnChanges,
            HideDiff = goal.HideDiff,
            CustomTimeouts = goal.CustomTimeouts,
            ImportId = goal.ImportId,
            SourcePosition = goal.SourcePosition,
            ResourceHooks = goal.ResourceHooks,
            Aliases = alias is null ? [] : [alias],
            Created = old?.Created,
            Modified = old?.Modified,
            RefreshBeforeUpdate = old?.RefreshBeforeUpdate ?? false,
            Uninterpreted = old?.Uninterpreted ?? ImmutableSortedDictionary<string, string>.Empty,
        };
}
