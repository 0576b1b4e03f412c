namespace Pulumi;

/// <summary>Marks a property of a resource as an output; its type is an <see cref="Output{T}"/>.</summary>
/// <remarks>The property needs a setter, which may be private. The SDK sets it before the resource's own constructor runs.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>Names the output.</summary>
    /// <param name="name">Its name on the wire and in the state. Default: the C# name, unchanged.</param>
    public OutputAttribute(string? name = null) => Name = name;

    /// <summary>The output's name on the wire. Default: the C# name.</summary>
    public string? Name { get; }
}
