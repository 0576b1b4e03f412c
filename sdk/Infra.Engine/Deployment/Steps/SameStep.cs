using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Keeps a resource as it is; what the program says about it beside its properties is recorded.</summary>
internal sealed class SameStep : Step
{
    private readonly SourceEvent? _registration;
    private readonly bool _isTargeted;

    /// <summary>Creates the step.</summary>
    /// <param name="registration">Whom to answer; <c>null</c> when no program asked.</param>
    /// <param name="old">The resource.</param>
    /// <param name="state">The resource with the program's new inputs and options.</param>
    /// <param name="isTargeted">Whether the run is about it at all.</param>
    public SameStep(
        SourceEvent? registration,
        ResourceSlot old,
        ResourceState state,
        bool isTargeted = true
    )
    {
        _registration = registration;
        _isTargeted = isTargeted;
        OldSlot = old;
        NewSlot = new(
            UnchangedState.Keep(
                old.State,
                state with
                {
                    Id = old.State.Id,
                    Outputs = old.State.Outputs,
                }
            )
        );
    }

    /// <summary>Whether a program asked for it.</summary>
    public bool IsRegistered => _registration is not null;

    /// <inheritdoc/>
    public override StepOp Op => StepOp.Same;

    /// <inheritdoc/>
    public override StateChange? Change =>
        new()
        {
            Remove = OldSlot,
            Add = NewSlot,
            Durable = IsWorthWriting(OldSlot!.State, NewSlot!.State),
        };

    /// <inheritdoc/>
    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var state = NewSlot!.State;
        if (_isTargeted && ProviderReference.IsProviderType(state.Type))
        {
            await context.Providers.SameAsync(
                state.Urn,
                state.Id,
                OldSlot!.State.Inputs,
                cancellationToken
            );
        }

        return StepResult.Success;
    }

    /// <inheritdoc/>
    public override void Complete() => _registration?.Done(new(NewSlot!.State));

    /// <inheritdoc/>
    public override void Fail() =>
        _registration?.Done(new(NewSlot!.State, RegistrationOutcome.Fail));

    /// <inheritdoc/>
    public override void Skip() =>
        _registration?.Done(new(NewSlot!.State, RegistrationOutcome.Skip));

    private static bool IsWorthWriting(ResourceState old, ResourceState state) =>
        !old.Urn.Equals(state.Urn)
        || !Equals(old.Parent, state.Parent)
        || !string.Equals(old.Provider, state.Provider, StringComparison.Ordinal)
        || !Equals(old.CustomTimeouts, state.CustomTimeouts)
        || !Equals(old.DeletedWith, state.DeletedWith)
        || !Equals(old.ReplacementTrigger, state.ReplacementTrigger)
        || (old.Custom, old.Protect, old.RetainOnDelete, old.Taint)
            != (state.Custom, state.Protect, state.RetainOnDelete, state.Taint)
        || !old.ReplaceWith.SequenceEqual(state.ReplaceWith)
        || !old.Dependencies.ToHashSet().SetEquals(state.Dependencies)
        || !old.Inputs.Equals(state.Inputs)
        || !old.Outputs.Equals(state.Outputs);
}
