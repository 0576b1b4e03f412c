namespace Infra.Engine.Backend;

/// <summary>A stack as <c>stack ls</c> shows it.</summary>
/// <param name="LastUpdate">When it was last saved with any content; <c>null</c> when never.</param>
/// <param name="ResourceCount">How many resources it holds; <c>null</c> when it was never saved.</param>
/// <param name="UpdateInProgress">Whether it is locked.</param>
public sealed record StackSummary(
    StackReference Reference,
    DateTimeOffset? LastUpdate,
    int? ResourceCount,
    bool UpdateInProgress
);
