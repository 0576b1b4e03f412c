namespace Pulumi;

/// <summary>Marks a class as the type of a structured output. One of its constructors carries <see cref="OutputConstructorAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OutputTypeAttribute : Attribute;
