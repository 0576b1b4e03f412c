namespace Pulumi;

/// <summary>The inputs of a <see cref="Stash"/>.</summary>
public sealed class StashArgs : ResourceArgs
{
    /// <summary>The value.</summary>
    [Input("input", required: true)]
    public Input<object> Input { get; set; } = null!; // The input is required, and the registration checks it.
}
