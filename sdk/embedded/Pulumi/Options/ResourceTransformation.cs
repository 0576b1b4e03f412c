namespace Pulumi;

/// <summary>A function that may change the inputs and options of a resource before the program registers it.</summary>
/// <param name="args">The resource as the program declared it.</param>
/// <returns>The new inputs and options, or <c>null</c> to keep both. The parent must not change.</returns>
public delegate ResourceTransformationResult? ResourceTransformation(
    ResourceTransformationArgs args
);
