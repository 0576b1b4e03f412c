using System.Collections.Immutable;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Goals;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Keeps a resource unchanged, and records changes of its options.</summary>
internal sealed class SameStep : RegisteredStep
{
    /// <summary>Creates the step.</summary>
    /// <param name="registration">The registration to answer; <c>null</c> when no program registered the resource.</param>
    /// <param name="state">The resource with the program's new inputs and options.</param>
    /// <param name="isTargeted">Whether the resource is a target of the run.</param>
    public SameStep(
        Registration? registration,
        ResourceSlot old,
        ResourceState state,
        bool isTargeted = true
    )
        : base(
            registration,
            Unchanged(old.State, state with { Id = old.State.Id, Outputs = old.State.Outputs })
        )
    {
        IsTargeted = isTargeted;
        OldSlot = old;
    }

    public override ResourceSlot OldSlot { get; }

    /// <summary>Whether the resource is a target of the run.</summary>
    public bool IsTargeted { get; }

    public override StepOp Op => StepOp.Same;

    public override StepChange? Change =>
        new()
        {
            Remove = OldSlot,
            Add = NewSlot,
            Durable = IsWorthWriting(OldSlot.State, NewSlot.State),
        };

    /// <inheritdoc/>
    /// <remarks>What is secret from now on is hidden in the former state, too.</remarks>
    public override StepMetadata Metadata =>
        OldSlot.State.Custom
            ? base.Metadata with
            {
                Old = OldSlot.State with { Outputs = NewSlot.State.Outputs },
            }
            : base.Metadata;

    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var state = NewSlot.State;
        if (IsTargeted && Urn.IsProviderType(state.Type))
        {
            await context.Providers.SameAsync(
                state.Urn,
                state.Id,
                OldSlot.State.Inputs,
                cancellationToken
            );
        }

        return StepResult.Success;
    }

    private static bool IsWorthWriting(ResourceState old, ResourceState state) =>
        !old.Urn.Equals(state.Urn)
        || !Equals(old.Parent, state.Parent)
        || old.Provider != state.Provider
        || !Equals(old.CustomTimeouts, state.CustomTimeouts)
        || !Equals(old.DeletedWith, state.DeletedWith)
        || !Equals(old.ReplacementTrigger, state.ReplacementTrigger)
        || (old.Custom, old.Protect, old.RetainOnDelete, old.Taint)
            != (state.Custom, state.Protect, state.RetainOnDelete, state.Taint)
        || !old.ReplaceWith.SequenceEqual(state.ReplaceWith)
        || !old.Dependencies.ToHashSet().SetEquals(state.Dependencies)
        || !old.Inputs.Equals(state.Inputs)
        || !old.Outputs.Equals(state.Outputs);

    /// <summary>The old instance when the new one has the same content, else the new one.</summary>
    private static ResourceState Unchanged(ResourceState old, ResourceState state)
    {
        // Records compare collections by reference, so equal collections are unified before the whole records are compared.
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
