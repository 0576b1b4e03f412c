namespace Infra.Engine.Deployment.Steps;

/// <summary>The result of a step that did not throw.</summary>
/// <param name="PartialFailure">The reason of a partial failure, whose changes are recorded all the same; <c>null</c> on success.</param>
internal sealed record StepResult(string? PartialFailure = null)
{
    /// <summary>The result of a successful step.</summary>
    public static StepResult Success { get; } = new();
}
