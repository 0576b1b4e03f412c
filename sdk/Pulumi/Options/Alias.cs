namespace Pulumi;

/// <summary>
/// Another name under which the state may know a resource, so that renaming or moving it in the program does not replace it. What
/// is not given is as it is now.
/// </summary>
public sealed class Alias
{
    /// <summary>The whole URN; give nothing else then.</summary>
    public string? Urn { get; set; }

    /// <summary>The former name.</summary>
    public Input<string>? Name { get; set; }

    /// <summary>The former type.</summary>
    public Input<string>? Type { get; set; }

    /// <summary>The former stack's name.</summary>
    public Input<string>? Stack { get; set; }

    /// <summary>The former project's name.</summary>
    public Input<string>? Project { get; set; }

    /// <summary>The former parent, if it still is in the program.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The former parent's URN, if it is no longer in the program.</summary>
    public Input<string>? ParentUrn { get; set; }

    /// <summary>The resource had no parent, or only the stack.</summary>
    public bool NoParent { get; set; }
}
