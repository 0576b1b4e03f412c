namespace Infra.Engine.Deployment.Steps;

/// <summary>How a step that did not throw went.</summary>
/// <param name="PartialFailure">Why it failed half-way: its change is recorded all the same; <c>null</c> when it went well.</param>
internal sealed record StepResult(string? PartialFailure = null)
{
    /// <summary>All went well.</summary>
    public static StepResult Success { get; } = new();
}
