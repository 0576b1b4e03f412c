namespace Pulumi;

/// <summary>A union whose types are not at hand.</summary>
internal interface IUnion
{
    object? Content { get; }
}
