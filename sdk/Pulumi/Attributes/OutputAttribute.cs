namespace Pulumi;

/// <summary>Marks a property of a resource as an output; its type is an <see cref="Output{T}"/>.</summary>
/// <remarks>A resource's properties need a setter (private will do); the SDK sets them before the constructor's own code runs.</remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>Names the output.</summary>
    /// <param name="name">Its name on the wire and in the state; the C# name as it stands when <c>null</c>.</param>
    public OutputAttribute(string? name = null) => Name = name;

    /// <summary>The output's name on the wire; <c>null</c> for the C# name.</summary>
    public string? Name { get; }
}
