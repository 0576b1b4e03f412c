namespace Pulumi;

/// <summary>What a <see cref="ResourceHook"/> does.</summary>
/// <param name="args">About the step.</param>
/// <param name="cancellationToken">Set when the engine no longer waits.</param>
/// <remarks>A failure before the step keeps the step from being made; one after it fails the run. <see cref="ResourceHookOptions.IgnoreErrors"/> makes warnings of both.</remarks>
public delegate Task ResourceHookCallback(
    ResourceHookArgs args,
    CancellationToken cancellationToken = default
);
