using System.Collections.Immutable;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Resources;

/// <summary>Recognizes a state that says nothing new, so that it need not be written again.</summary>
internal static class UnchangedState
{
    /// <summary>The old instance when the new one has the same content, else the new one.</summary>
    public static ResourceState Keep(ResourceState old, ResourceState state)
    {
        // Records compare lists and maps by reference: with equal ones unified, comparing the whole covers every field.
        var unified = state with
        {
            Dependencies = Unify(old.Dependencies, state.Dependencies),
            PropertyDependencies = Unify(old.PropertyDependencies, state.PropertyDependencies),
            ReplaceWith = Unify(old.ReplaceWith, state.ReplaceWith),
            InitErrors = Unify(old.InitErrors, state.InitErrors),
            AdditionalSecretOutputs = Unify(
                old.AdditionalSecretOutputs,
                state.AdditionalSecretOutputs
            ),
            IgnoreChanges = Unify(old.IgnoreChanges, state.IgnoreChanges),
            ReplaceOnChanges = Unify(old.ReplaceOnChanges, state.ReplaceOnChanges),
            HideDiff = Unify(old.HideDiff, state.HideDiff),
            Aliases = Unify(old.Aliases, state.Aliases),
            ResourceHooks = Unify(old.ResourceHooks, state.ResourceHooks),
            Uninterpreted = old.Uninterpreted,
        };
        return unified.Equals(old) ? old : state;
    }

    private static ImmutableArray<T> Unify<T>(ImmutableArray<T> old, ImmutableArray<T> state) =>
        old.SequenceEqual(state) ? old : state;

    private static ImmutableSortedDictionary<string, ImmutableArray<T>> Unify<T>(
        ImmutableSortedDictionary<string, ImmutableArray<T>> old,
        ImmutableSortedDictionary<string, ImmutableArray<T>> state
    ) =>
        old.Count == state.Count
        && old.Zip(state)
            .All(pair =>
                pair.First.Key == pair.Second.Key
                && pair.First.Value.SequenceEqual(pair.Second.Value)
            )
            ? old
            : state;
}
