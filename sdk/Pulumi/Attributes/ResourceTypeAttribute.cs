namespace Pulumi;

/// <summary>Tells which resource type a class stands for, so that references to such resources come back as that class.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class ResourceTypeAttribute : Attribute
{
    /// <summary>Names the type.</summary>
    /// <param name="type">The type's token, as <c>package:module:Type</c>.</param>
    /// <param name="version">The version of the package, or <c>null</c> for any.</param>
    public ResourceTypeAttribute(string type, string? version) => (Type, Version) = (type, version);

    /// <summary>The type's token.</summary>
    public string Type { get; }

    /// <summary>The version of the package; <c>null</c> for any.</summary>
    public string? Version { get; }
}
