using System.Collections.Immutable;

namespace Pulumi;

/// <summary>With what a resource shall be registered.</summary>
public readonly struct ResourceTransformResult
{
    /// <summary>Gives both.</summary>
    /// <param name="args">All inputs by their names on the wire: values, inputs, outputs.</param>
    /// <param name="options">All options.</param>
    public ResourceTransformResult(
        ImmutableDictionary<string, object?> args,
        ResourceOptions options
    ) => (Args, Options) = (args, options);

    /// <summary>All inputs by their names on the wire: values, inputs, outputs.</summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>All options.</summary>
    public ResourceOptions Options { get; }
}
