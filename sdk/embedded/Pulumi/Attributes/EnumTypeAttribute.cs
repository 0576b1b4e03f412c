namespace Pulumi;

/// <summary>
/// Marks a struct as an enumeration of strings or numbers. The struct has a constructor that takes a string or double, and an
/// explicit conversion back to it.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class EnumTypeAttribute : Attribute;
