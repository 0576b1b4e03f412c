namespace Pulumi;

/// <summary>
/// A former name of a resource. With it, renaming or moving the resource in the program does not replace it. A property
/// that is not set is as it is now.
/// </summary>
public sealed class Alias
{
    /// <summary>The whole former URN. No other property is set beside it.</summary>
    public string? Urn { get; set; }

    /// <summary>The former name.</summary>
    public Input<string>? Name { get; set; }

    /// <summary>The former type.</summary>
    public Input<string>? Type { get; set; }

    /// <summary>The former stack's name.</summary>
    public Input<string>? Stack { get; set; }

    /// <summary>The former project's name.</summary>
    public Input<string>? Project { get; set; }

    /// <summary>The former parent, if the program still has it.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The URN of the former parent, if the program no longer has it.</summary>
    public Input<string>? ParentUrn { get; set; }

    /// <summary>Whether the resource had no parent except the stack.</summary>
    public bool NoParent { get; set; }
}
