using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A function call as the program made it or as the previous transform changed it.</summary>
public readonly struct InvokeTransformArgs
{
    /// <summary>Describes a call.</summary>
    /// <param name="args">The arguments by their names on the wire.</param>
    public InvokeTransformArgs(
        string token,
        ImmutableDictionary<string, object?> args,
        InvokeOptions options
    ) => (Token, Args, Options) = (token, args, options);

    /// <summary>The function's token, as <c>package:module:function</c>.</summary>
    public string Token { get; }

    /// <summary>The arguments by their names on the wire, as in <see cref="ResourceTransformArgs.Args"/>.</summary>
    public ImmutableDictionary<string, object?> Args { get; }

    /// <summary>The provider, its version and its download URL.</summary>
    public InvokeOptions Options { get; }
}
