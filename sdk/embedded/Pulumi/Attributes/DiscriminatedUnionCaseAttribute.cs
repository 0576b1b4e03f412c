namespace Pulumi;

/// <summary>Declares one case of a union interface.</summary>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class DiscriminatedUnionCaseAttribute : Attribute
{
    /// <summary>Declares the case.</summary>
    /// <param name="type">The class of such values.</param>
    public DiscriminatedUnionCaseAttribute(string tag, Type type) => (Tag, Type) = (tag, type);

    /// <summary>The discriminator's value.</summary>
    public string Tag { get; }

    /// <summary>The class of such values.</summary>
    public Type Type { get; }
}
