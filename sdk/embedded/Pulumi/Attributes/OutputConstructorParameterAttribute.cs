namespace Pulumi;

/// <summary>Names the property on the wire that a constructor parameter takes, where the two names differ.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OutputConstructorParameterAttribute : Attribute
{
    /// <summary>Names the property.</summary>
    /// <param name="name">The property's name on the wire.</param>
    public OutputConstructorParameterAttribute(string name) => Name = name;

    /// <summary>The property's name on the wire.</summary>
    public string Name { get; }
}
