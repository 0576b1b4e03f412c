namespace Infra.Engine.Events;

/// <summary>How one property path differs.</summary>
/// <param name="Kind">Added, deleted or changed, and whether that replaces.</param>
/// <param name="InputDiff">Whether old and new inputs were compared; otherwise old outputs were compared with new inputs.</param>
public sealed record PropertyDiff(PropertyDiffKind Kind, bool InputDiff)
{
    /// <summary>The effect of the change in one word of the provider's, such as <c>restart</c>; empty when the provider does not say.</summary>
    public string Impact { get; init; } = "";

    /// <summary>The reason for the effect; may be empty.</summary>
    public string Reason { get; init; } = "";
}
