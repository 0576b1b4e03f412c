namespace Pulumi;

/// <summary>Names the resource type of a class, so that a reference to such a resource becomes an object of that class.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class ResourceTypeAttribute : Attribute
{
    /// <summary>Names the type.</summary>
    /// <param name="type">The type's token, as <c>package:module:Type</c>.</param>
    /// <param name="version">The version of the package. Default: any.</param>
    public ResourceTypeAttribute(string type, string? version) => (Type, Version) = (type, version);

    /// <summary>The type's token.</summary>
    public string Type { get; }

    /// <summary>The version of the package. Default: any.</summary>
    public string? Version { get; }
}
