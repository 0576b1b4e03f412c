using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Hooks;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Makes a resource, alone or as the new half of a replacement.</summary>
internal sealed class CreateStep : Step
{
    private readonly SourceEvent _registration;
    private readonly bool _isReplacement;
    private readonly bool _marksOld;

    private CreateStep(
        SourceEvent registration,
        ResourceSlot? old,
        ResourceState state,
        bool marksOld
    )
    {
        _registration = registration;
        _isReplacement = old is not null;
        _marksOld = marksOld;
        OldSlot = old;
        NewSlot = new(state);
    }

    /// <inheritdoc/>
    public override StepOp Op => _isReplacement ? StepOp.CreateReplacement : StepOp.Create;

    /// <inheritdoc/>
    public override bool IsLogical => !_isReplacement;

    /// <inheritdoc/>
    public override OperationType? Operation => OperationType.Creating;

    /// <inheritdoc/>
    public override HookedOperation? Hooked => HookedOperation.Create;

    /// <inheritdoc/>
    public override StateChange? Change =>
        _marksOld || OldSlot is { State.PendingReplacement: true }
            ? OldHalf.Replace(OldSlot, NewSlot!)
            : new() { Add = NewSlot };

    /// <summary>Makes a new resource.</summary>
    public static CreateStep New(SourceEvent registration, ResourceState state) =>
        new(registration, old: null, state, marksOld: false);

    /// <summary>Makes the new half of a replacement.</summary>
    /// <param name="registration">Whom to answer.</param>
    /// <param name="old">The old half.</param>
    /// <param name="state">The new half.</param>
    /// <param name="marksOld">Whether the old half is still there and is to be deleted later.</param>
    /// <param name="diff">Why it is replaced.</param>
    public static CreateStep Replacement(
        SourceEvent registration,
        ResourceSlot old,
        ResourceState state,
        bool marksOld,
        DiffResult diff
    ) => new(registration, old, state, marksOld) { Diff = diff };

    /// <inheritdoc/>
    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var state = NewSlot!.State;
        if (state.Custom)
        {
            var result = await context
                .ProviderOf(state)
                .CreateAsync(
                    new(
                        state.Urn,
                        state.Inputs,
                        state.CustomTimeouts?.Create ?? 0,
                        context.IsPreview
                    ),
                    cancellationToken
                );
            if (result is { Id: "", Failure: null } && !context.IsPreview)
            {
                throw new ProviderException(
                    "The provider did not return an id for the new resource."
                );
            }

            NewSlot.State = state with
            {
                Id = result.Id,
                Outputs = result.Outputs,
                InitErrors = result.InitErrors,
                RefreshBeforeUpdate = result.RefreshBeforeUpdate,
                Created = context.Now,
                Modified = context.Now,
            };
            return new(result.Failure);
        }

        NewSlot.State = state with { Created = context.Now, Modified = context.Now };
        return StepResult.Success;
    }

    /// <inheritdoc/>
    public override void Complete() => _registration.Done(new(NewSlot!.State));

    /// <inheritdoc/>
    public override void Fail() =>
        _registration.Done(new(NewSlot!.State, RegistrationOutcome.Fail));

    /// <inheritdoc/>
    public override void Skip() =>
        _registration.Done(new(NewSlot!.State, RegistrationOutcome.Skip));
}
