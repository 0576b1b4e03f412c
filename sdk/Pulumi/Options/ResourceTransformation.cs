namespace Pulumi;

/// <summary>Looks at a resource before it is registered, and may change its inputs and options.</summary>
/// <param name="args">The resource as the program made it.</param>
/// <returns>Other inputs and options, or <c>null</c> to leave both as they are. The parent must stay.</returns>
public delegate ResourceTransformationResult? ResourceTransformation(
    ResourceTransformationArgs args
);
