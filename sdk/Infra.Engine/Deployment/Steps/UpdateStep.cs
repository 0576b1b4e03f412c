using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Hooks;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Changes a resource in place.</summary>
internal sealed class UpdateStep : Step
{
    private readonly SourceEvent _registration;
    private readonly ResourceState _wanted;

    public UpdateStep(SourceEvent registration, ResourceSlot old, ResourceState state)
    {
        _registration = registration;
        OldSlot = old;
        _wanted = state with
        {
            Id = old.State.Id,
            Created = old.State.Created,
            Modified = old.State.Modified,
        };
        NewSlot = new(_wanted);
    }

    /// <inheritdoc/>
    public override StepOp Op => StepOp.Update;

    /// <inheritdoc/>
    public override OperationType? Operation => OperationType.Updating;

    /// <inheritdoc/>
    public override HookedOperation? Hooked => HookedOperation.Update;

    /// <inheritdoc/>
    public override StateChange? Change => new() { Remove = OldSlot, Add = NewSlot };

    /// <inheritdoc/>
    public override async Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var (old, state) = (OldSlot!.State, _wanted);
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
        NewSlot!.State = state with
        {
            // What was not reached is not recorded as if it were: the next run sees the difference again.
            Inputs = result.Failure is null ? state.Inputs : old.Inputs,
            Outputs = result.Outputs,
            InitErrors = result.InitErrors,
            RefreshBeforeUpdate = result.RefreshBeforeUpdate,
            Modified = context.Now,
        };
        return new(result.Failure);
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
