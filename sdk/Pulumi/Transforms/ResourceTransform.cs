namespace Pulumi;

/// <summary>
/// Looks at a resource when the engine is about to register it, and may change its inputs and options. The engine calls it for the
/// resource, then for every resource below it, also for those that remote components make.
/// </summary>
/// <param name="args">The resource as it is to be registered.</param>
/// <param name="cancellationToken">Set when the engine no longer waits.</param>
/// <returns>Other inputs and options, or <c>null</c> to leave both as they are. The parent cannot be changed.</returns>
public delegate Task<ResourceTransformResult?> ResourceTransform(
    ResourceTransformArgs args,
    CancellationToken cancellationToken = default
);
