using System.Collections.Immutable;

namespace Pulumi;

/// <summary>With what a function of a provider shall be called.</summary>
public readonly struct InvokeTransformResult
{
    /// <summary>Gives both.</summary>
    /// <param name="args">All arguments by their names on the wire: values, inputs, outputs.</param>
    /// <param name="options">All options.</param>
    public InvokeTransformResult(
        ImmutableDictionary<string, object?> args,
        InvokeOptions options
    ) => (Args, Options) = (args, options);

    /// <summary>All arguments by their names on the wire: values, inputs, outputs.</summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>All options.</summary>
    public InvokeOptions Options { get; }
}
