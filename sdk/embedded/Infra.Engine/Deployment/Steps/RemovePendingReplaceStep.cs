using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Clears the mark of a replacement that is no longer registered and whose old resource is deleted.</summary>
internal sealed class RemovePendingReplaceStep(ResourceSlot old) : Step
{
    public override ResourceSlot OldSlot => old;

    public override StepOp Op => StepOp.RemovePendingReplace;

    public override bool IsLogical => false;

    public override StepChange? Change => new() { Remove = OldSlot };
}
