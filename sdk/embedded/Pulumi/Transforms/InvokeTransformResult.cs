using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The arguments and options that a function is called with.</summary>
public readonly struct InvokeTransformResult
{
    /// <summary>Creates the result.</summary>
    /// <param name="args">All arguments by their names on the wire. Each is a value, an input or an output.</param>
    public InvokeTransformResult(
        ImmutableDictionary<string, object?> args,
        InvokeOptions options
    ) => (Args, Options) = (args, options);

    /// <summary>All arguments by their names on the wire. Each is a value, an input or an output.</summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>All options.</summary>
    public InvokeOptions Options { get; }
}
