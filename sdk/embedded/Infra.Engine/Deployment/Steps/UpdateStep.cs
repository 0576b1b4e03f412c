using Infra.Engine.Deployment.Hooks;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Goals;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Changes a resource in place.</summary>
internal sealed class UpdateStep : RegisteredStep
{
    private readonly ResourceState _wanted;

    public UpdateStep(Registration registration, ResourceSlot old, ResourceState state)
        : base(
            registration,
            state with
            {
                Id = old.State.Id,
                Created = old.State.Created,
                Modified = old.State.Modified,
            }
        )
    {
        OldSlot = old;
        _wanted = NewSlot.State;
    }

    public override ResourceSlot OldSlot { get; }

    public override StepOp Op => StepOp.Update;

    public override OperationType? Operation => OperationType.Updating;

    public override HookedOperation? Hooked => HookedOperation.Update;

    public override StepChange? Change => new() { Remove = OldSlot, Add = NewSlot };

    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var (old, state) = (OldSlot.State, _wanted);
        if (!state.Custom)
        {
            return StepResult.Success;
        }

        var result = await context
            .ProviderOf(state)
            .UpdateAsync(
                new()
                {
                    Urn = state.Urn,
                    Id = old.Id,
                    OldInputs = old.Inputs,
                    OldOutputs = old.Outputs,
                    NewInputs = state.Inputs,
                    IgnoreChanges = state.IgnoreChanges,
                    Timeout = state.CustomTimeouts?.Update ?? 0,
                    IsPreview = context.IsPreview,
                },
                cancellationToken
            );
        NewSlot.State = state with
        {
            // After a partial failure the old inputs stay, so that the next run sees the difference again.
            Inputs = result.Failure is null ? state.Inputs : old.Inputs,
            Outputs = result.Outputs,
            InitErrors = result.InitErrors,
            RefreshBeforeUpdate = result.RefreshBeforeUpdate,
            Modified = context.Now,
        };
        return new(result.Failure);
    }
}
