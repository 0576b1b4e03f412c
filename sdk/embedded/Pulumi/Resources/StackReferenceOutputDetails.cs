namespace Pulumi;

/// <summary>One output of another stack as a plain value.</summary>
public sealed class StackReferenceOutputDetails
{
    /// <summary>The value if it is not secret; else <c>null</c>.</summary>
    public object? Value { get; set; }

    /// <summary>The value if it is secret; else <c>null</c>.</summary>
    public object? SecretValue { get; set; }
}
