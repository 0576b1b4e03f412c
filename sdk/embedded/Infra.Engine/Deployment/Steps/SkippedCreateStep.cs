using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Goals;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Skips a new resource outside of the targets; its outputs are unknown to the program.</summary>
internal sealed class SkippedCreateStep(Registration registration, ResourceState state)
    : RegisteredStep(registration, state)
{
    public override StepOp Op => StepOp.Same;

    public override StepChange? Change => null;

    public override void Complete() => Answer(new(NewSlot.State, IsUnknown: true));
}
