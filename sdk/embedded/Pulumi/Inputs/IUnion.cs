namespace Pulumi;

/// <summary>A union of unknown types.</summary>
internal interface IUnion
{
    object? Content { get; }
}
