namespace Pulumi;

/// <summary>
/// Marks a struct as an enumeration whose values are texts or numbers: it has a constructor of one string or double, and an
/// explicit conversion back to it.
/// </summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class EnumTypeAttribute : Attribute;
