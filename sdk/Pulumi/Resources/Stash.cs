namespace Pulumi;

/// <summary>A value kept in the state of the stack: the first one given, until the resource is replaced.</summary>
public sealed class Stash : CustomResource
{
    /// <summary>Registers the value.</summary>
    /// <param name="name">The name, unique among the stashes of the parent.</param>
    /// <param name="args">The value.</param>
    /// <param name="options">The options; none when <c>null</c>.</param>
    public Stash(string name, StashArgs args, CustomResourceOptions? options = null)
        : base("pulumi:index:Stash", name, args, options) { }

    /// <summary>The value kept.</summary>
    [Output("output")]
    public Output<object> Output { get; private set; } = null!; // Set through OutputProperties.

    /// <summary>The value given last.</summary>
    [Output("input")]
    public Output<object> Input { get; private set; } = null!;
}
