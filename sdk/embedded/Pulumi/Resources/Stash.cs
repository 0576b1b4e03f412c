namespace Pulumi;

/// <summary>A value that the stack's state keeps. It is the first value given, until the resource is replaced.</summary>
public sealed class Stash : CustomResource
{
    /// <summary>Registers the value.</summary>
    /// <param name="name">The name, unique among the stashes of the parent.</param>
    /// <param name="options">The options. Default: none.</param>
    public Stash(string name, StashArgs args, CustomResourceOptions? options = null)
        : base("pulumi:index:Stash", name, args, options) { }

    /// <summary>The value that is kept.</summary>
    [Output("output")]
    public Output<object> Output { get; private set; } = null!; // OutputProperties sets it before the constructor's own code runs.

    /// <summary>The value of the last update.</summary>
    [Output("input")]
    public Output<object> Input { get; private set; } = null!; // OutputProperties sets it, too.
}
