using Infra.Engine.Deployment.Hooks;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Deletes a resource, alone or as the old half of a replacement.</summary>
internal sealed class DeleteStep : Step
{
    private readonly Func<Urn, bool> _isDeleted;
    private readonly bool _isReplacement;
    private readonly bool _awaitsReplacement;

    private DeleteStep(
        ResourceSlot old,
        Func<Urn, bool> isDeleted,
        bool isReplacement,
        bool awaitsReplacement
    )
    {
        _isDeleted = isDeleted;
        _isReplacement = isReplacement;
        _awaitsReplacement = awaitsReplacement;
        OldSlot = old;
    }

    public override ResourceSlot OldSlot { get; }

    public override StepOp Op =>
        (OldSlot.State.External, _isReplacement) switch
        {
            (true, true) => StepOp.DiscardReplaced,
            (true, false) => StepOp.ReadDiscard,
            (false, true) => StepOp.DeleteReplaced,
            (false, false) => StepOp.Delete,
        };

    public override bool IsLogical => !_isReplacement;

    public override OperationType? Operation => OperationType.Deleting;

    public override HookedOperation? Hooked => HookedOperation.Delete;

    public override StepChange? Change =>
        _awaitsReplacement
            ? new() { Set = (OldSlot, OldSlot.State with { PendingReplacement = true }) }
            : new() { Remove = OldSlot };

    /// <summary>The delete of a resource that is no longer registered, or of one that an earlier run has left.</summary>
    /// <param name="isDeleted">Whether this run deletes a given resource, too.</param>
    public static DeleteStep Unwanted(ResourceSlot old, Func<Urn, bool> isDeleted) =>
        new(old, isDeleted, isReplacement: false, awaitsReplacement: false);

    /// <summary>The delete of a replaced resource.</summary>
    /// <param name="isDeleted">Whether this run deletes a given resource, too.</param>
    /// <param name="awaitsReplacement">Whether the new resource is created later, so that the state keeps a mark in the slot.</param>
    public static DeleteStep Replaced(
        ResourceSlot old,
        Func<Urn, bool> isDeleted,
        bool awaitsReplacement
    ) => new(old, isDeleted, isReplacement: true, awaitsReplacement);

    public override void Require(StepContext context)
    {
        var state = OldSlot.State;
        if (!_isReplacement && state is { Delete: false, Protect: true } && !context.IgnoreProtect)
        {
            throw new ProtectedResourceException(state.Urn);
        }
    }

    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var state = OldSlot.State;
        if (!context.IsPreview && NeedsCall(state))
        {
            await context
                .ProviderOf(state)
                .DeleteAsync(
                    new(
                        state.Urn,
                        state.Id,
                        state.Inputs,
                        state.Outputs,
                        state.CustomTimeouts?.Delete ?? 0
                    ),
                    cancellationToken
                );
        }

        return StepResult.Success;
    }

    private bool NeedsCall(ResourceState state) =>
        state is { Custom: true, External: false, RetainOnDelete: false }
        && !(state.DeletedWith is { } with && _isDeleted(with));
}
