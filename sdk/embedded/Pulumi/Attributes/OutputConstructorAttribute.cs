namespace Pulumi;

/// <summary>Marks the constructor that creates an output type. Its parameters are named like the properties on the wire.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class OutputConstructorAttribute : Attribute;
