using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The inputs and options that a resource is registered with.</summary>
public readonly struct ResourceTransformResult
{
    /// <summary>Creates the result.</summary>
    /// <param name="args">All inputs by their names on the wire. Each is a value, an input or an output.</param>
    public ResourceTransformResult(
        ImmutableDictionary<string, object?> args,
        ResourceOptions options
    ) => (Args, Options) = (args, options);

    /// <summary>All inputs by their names on the wire. Each is a value, an input or an output.</summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>All options.</summary>
    public ResourceOptions Options { get; }
}
