namespace Pulumi;

/// <summary>A resource as the program declared it or as the previous transformation changed it.</summary>
public readonly struct ResourceTransformationArgs
{
    /// <summary>Describes a resource.</summary>
    /// <param name="resource">The resource, whose outputs are not known yet.</param>
    public ResourceTransformationArgs(
        Resource resource,
        ResourceArgs args,
        ResourceOptions options
    ) => (Resource, Args, Options) = (resource, args, options);

    /// <summary>The resource, whose outputs are not known yet.</summary>
    public Resource Resource { get; }

    /// <summary>Its inputs.</summary>
    public ResourceArgs Args { get; }

    /// <summary>Its options.</summary>
    public ResourceOptions Options { get; }
}
