namespace Pulumi;

/// <summary>A function that may change the arguments and options of a function call when the engine makes it.</summary>
/// <param name="cancellationToken">Cancelled when the engine no longer waits for the result.</param>
/// <returns>The new arguments and options, or <c>null</c> to keep both.</returns>
public delegate Task<InvokeTransformResult?> InvokeTransform(
    InvokeTransformArgs args,
    CancellationToken cancellationToken = default
);
