namespace Pulumi;

/// <summary>The function of an <see cref="ErrorHook"/>.</summary>
/// <param name="cancellationToken">Cancelled when the engine no longer waits for the result.</param>
/// <returns>Whether to try the step again.</returns>
public delegate Task<bool> ErrorHookCallback(
    ErrorHookArgs args,
    CancellationToken cancellationToken = default
);
