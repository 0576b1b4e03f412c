using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Stands for a replacement as a whole; its halves do the work.</summary>
internal sealed class ReplaceStep : Step
{
    /// <summary>Creates the step from the old half and the place of the new one.</summary>
    public ReplaceStep(ResourceSlot old, ResourceSlot created)
    {
        OldSlot = old;
        NewSlot = created;
    }

    /// <inheritdoc/>
    public override StepOp Op => StepOp.Replace;

    /// <inheritdoc/>
    public override StateChange? Change => null;

    /// <inheritdoc/>
    public override Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    ) => Task.FromResult(StepResult.Success);
}
