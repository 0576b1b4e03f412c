using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Drops the mark of a replacement that never comes: its old half is deleted already.</summary>
internal sealed class RemovePendingReplaceStep : Step
{
    public RemovePendingReplaceStep(ResourceSlot old) => OldSlot = old;

    /// <inheritdoc/>
    public override StepOp Op => StepOp.RemovePendingReplace;

    /// <inheritdoc/>
    public override bool IsLogical => false;

    /// <inheritdoc/>
    public override StateChange? Change => new() { Remove = OldSlot };

    /// <inheritdoc/>
    public override Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    ) => Task.FromResult(StepResult.Success);
}
