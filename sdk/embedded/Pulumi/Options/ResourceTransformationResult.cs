namespace Pulumi;

/// <summary>The inputs and options that a resource is registered with.</summary>
public readonly struct ResourceTransformationResult
{
    /// <summary>Creates the result.</summary>
    public ResourceTransformationResult(ResourceArgs args, ResourceOptions options) =>
        (Args, Options) = (args, options);

    /// <summary>The inputs.</summary>
    public ResourceArgs Args { get; }

    /// <summary>The options.</summary>
    public ResourceOptions Options { get; }
}
