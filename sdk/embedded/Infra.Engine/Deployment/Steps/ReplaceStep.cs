using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Represents a replacement as a whole; the create and the delete do the work.</summary>
/// <param name="created">The slot of the new resource.</param>
internal sealed class ReplaceStep(ResourceSlot old, ResourceSlot created) : Step
{
    public override ResourceSlot OldSlot => old;

    public override ResourceSlot NewSlot => created;

    public override StepOp Op => StepOp.Replace;

    public override StepChange? Change => null;
}
