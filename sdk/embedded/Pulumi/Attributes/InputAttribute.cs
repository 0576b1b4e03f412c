namespace Pulumi;

/// <summary>Marks a field or property of args as an input.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class InputAttribute : Attribute
{
    /// <summary>Names the input.</summary>
    /// <param name="name">Its name on the wire and in the state.</param>
    /// <param name="required">Registration fails when the member is <c>null</c>.</param>
    /// <param name="json">The value travels as JSON text.</param>
    public InputAttribute(string name, bool required = false, bool json = false) =>
        (Name, IsRequired, IsJson) = (name, required, json);

    internal string Name { get; }

    internal bool IsRequired { get; }

    internal bool IsJson { get; }
}
