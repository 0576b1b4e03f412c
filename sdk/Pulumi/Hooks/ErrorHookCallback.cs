namespace Pulumi;

/// <summary>What an <see cref="ErrorHook"/> does.</summary>
/// <param name="args">About the step that failed.</param>
/// <param name="cancellationToken">Set when the engine no longer waits.</param>
/// <returns>Whether to try the step again.</returns>
public delegate Task<bool> ErrorHookCallback(
    ErrorHookArgs args,
    CancellationToken cancellationToken = default
);
