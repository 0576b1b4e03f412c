namespace Pulumi;

/// <summary>
/// A function that may change the inputs and options of a resource when the engine registers it. The engine calls it for the
/// resource and for each of its children, including those that remote components create.
/// </summary>
/// <param name="cancellationToken">Cancelled when the engine no longer waits for the result.</param>
/// <returns>The new inputs and options, or <c>null</c> to keep both. The parent cannot change.</returns>
public delegate Task<ResourceTransformResult?> ResourceTransform(
    ResourceTransformArgs args,
    CancellationToken cancellationToken = default
);
