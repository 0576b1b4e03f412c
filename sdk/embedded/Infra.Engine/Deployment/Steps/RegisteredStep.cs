using Infra.Engine.Deployment.Resources;
using Infra.Engine.Goals;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>A step that answers a registration when it ends.</summary>
/// <param name="registration">The registration; <c>null</c> when no program asked.</param>
internal abstract class RegisteredStep(Registration? registration, ResourceState state) : Step
{
    public override ResourceSlot NewSlot { get; } = new(state);

    /// <summary>Whether a program registered the resource.</summary>
    public bool IsRegistered => registration is not null;

    public override void Complete() => Answer(new(NewSlot.State));

    public override void Fail() => Answer(new(NewSlot.State, RegistrationOutcome.Fail));

    public override void Skip() => Answer(new(NewSlot.State, RegistrationOutcome.Skip));

    protected void Answer(RegistrationResult result) => registration?.Done(result);
}
