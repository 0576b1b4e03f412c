using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;
using Infra.Engine.Goals;
using Infra.Engine.State;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Skips a new resource outside of the targets; its outputs are unknown to the program.</summary>
internal sealed class SkippedCreateStep(Registration registration, ResourceState state)
    : RegisteredStep(registration, state)
{
    public override StepOp Op => StepOp.Same;

    public override StepChange? Change => null;

    /// <inheritdoc/>
    /// <remarks>It looks like a resource that stays, of which nothing is known.</remarks>
    public override StepMetadata Metadata
    {
        get
        {
            var unknown = NewSlot.State with { Inputs = PropertyMap.Empty };
            return base.Metadata with { Old = unknown, New = unknown };
        }
    }

    public override void Complete() => Answer(new(NewSlot.State, IsUnknown: true));
}
