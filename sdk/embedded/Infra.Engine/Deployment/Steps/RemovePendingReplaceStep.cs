using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Clears the mark of a replacement that is no longer registered and whose old resource is deleted.</summary>
internal sealed class RemovePendingReplaceStep(ResourceSlot old) : Step
{
    /// <inheritdoc/>
    public override ResourceSlot OldSlot => old;

    /// <inheritdoc/>
    public override StepOp Op => StepOp.RemovePendingReplace;

    /// <inheritdoc/>
    public override bool IsLogical => false;

    /// <inheritdoc/>
    public override StepChange? Change => new() { Remove = OldSlot };

    /// <inheritdoc/>
    public override Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    ) => Task.FromResult(StepResult.Success);
}
