namespace Pulumi;

/// <summary>Looks at a call of a provider's function when the engine is about to make it, and may change arguments and options.</summary>
/// <param name="args">The call as it is to be made.</param>
/// <param name="cancellationToken">Set when the engine no longer waits.</param>
/// <returns>Other arguments and options, or <c>null</c> to leave both as they are.</returns>
public delegate Task<InvokeTransformResult?> InvokeTransform(
    InvokeTransformArgs args,
    CancellationToken cancellationToken = default
);
