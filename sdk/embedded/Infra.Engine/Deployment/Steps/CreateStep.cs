using Infra.Engine.Deployment.Hooks;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Goals;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Creates a resource, alone or as the new half of a replacement.</summary>
internal sealed class CreateStep : RegisteredStep
{
    private readonly bool _isReplacement;
    private readonly bool _marksOld;

    private CreateStep(
        Registration registration,
        ResourceSlot? old,
        ResourceState state,
        bool marksOld
    )
        : base(registration, state)
    {
        _isReplacement = old is not null;
        _marksOld = marksOld;
        OldSlot = old;
    }

    public override ResourceSlot? OldSlot { get; }

    public override StepOp Op => _isReplacement ? StepOp.CreateReplacement : StepOp.Create;

    public override bool IsLogical => !_isReplacement;

    public override OperationType? Operation => OperationType.Creating;

    public override HookedOperation? Hooked => HookedOperation.Create;

    public override StepChange? Change =>
        _marksOld || OldSlot is { State.PendingReplacement: true }
            ? ReplaceOld()
            : new() { Add = NewSlot };

    /// <summary>The create of a new resource.</summary>
    public static CreateStep New(Registration registration, ResourceState state) =>
        new(registration, old: null, state, marksOld: false);

    /// <summary>The create of a replacement.</summary>
    /// <param name="registration">The registration to answer.</param>
    /// <param name="marksOld">Whether the old resource still exists and is deleted later.</param>
    /// <param name="diff">The reason of the replacement.</param>
    public static CreateStep Replacement(
        Registration registration,
        ResourceSlot old,
        ResourceState state,
        bool marksOld,
        DiffResult diff
    ) => new(registration, old, state, marksOld) { Diff = diff };

    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var state = NewSlot.State;
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
}
