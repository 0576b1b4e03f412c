using Infra.Engine.Deployment.Goals;
using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Leaves out a resource that is new but outside of the run's targets; the program learns nothing of it.</summary>
internal sealed class SkippedCreateStep : Step
{
    private readonly SourceEvent _registration;

    public SkippedCreateStep(SourceEvent registration, ResourceState state)
    {
        _registration = registration;
        NewSlot = new(state);
    }

    /// <inheritdoc/>
    public override StepOp Op => StepOp.Same;

    /// <inheritdoc/>
    public override StateChange? Change => null;

    /// <inheritdoc/>
    public override Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    ) => Task.FromResult(StepResult.Success);

    /// <inheritdoc/>
    public override void Complete() => _registration.Done(new(NewSlot!.State, IsUnknown: true));

    /// <inheritdoc/>
    public override void Skip() =>
        _registration.Done(new(NewSlot!.State, RegistrationOutcome.Skip));
}
