namespace Pulumi;

/// <summary>Marks the constructor through which an output type is made; its parameters have the names of the properties on the wire.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class OutputConstructorAttribute : Attribute;
