using Infra.Engine.Deployment.Resources;
using Infra.Engine.Events;

namespace Infra.Engine.Deployment.Steps;

/// <summary>Represents a replacement as a whole; the create and the delete do the work.</summary>
/// <param name="old">The old resource.</param>
/// <param name="created">The slot of the new resource.</param>
internal sealed class ReplaceStep(ResourceSlot old, ResourceSlot created) : Step
{
    /// <inheritdoc/>
    public override ResourceSlot OldSlot => old;

    /// <inheritdoc/>
    public override ResourceSlot NewSlot => created;

    /// <inheritdoc/>
    public override StepOp Op => StepOp.Replace;

    /// <inheritdoc/>
    public override StepChange? Change => null;

    /// <inheritdoc/>
    public override Task<StepResult> ApplyAsync(
        StepContext context,
        CancellationToken cancellationToken
    ) => Task.FromResult(StepResult.Success);
}
