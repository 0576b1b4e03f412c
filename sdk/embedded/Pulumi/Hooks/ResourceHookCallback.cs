namespace Pulumi;

/// <summary>The function of a <see cref="ResourceHook"/>.</summary>
/// <param name="cancellationToken">Cancelled when the engine no longer waits for the result.</param>
/// <remarks>A failure before the step prevents the step; a failure after it fails the run. <see cref="ResourceHookOptions.IgnoreErrors"/> turns both into warnings.</remarks>
public delegate Task ResourceHookCallback(
    ResourceHookArgs args,
    CancellationToken cancellationToken = default
);
