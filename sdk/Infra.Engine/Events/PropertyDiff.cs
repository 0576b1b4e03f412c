namespace Infra.Engine.Events;

/// <summary>How one property path differs.</summary>
/// <param name="Kind">Added, deleted or changed, and whether that replaces.</param>
/// <param name="InputDiff">Compared are old and new inputs; otherwise old outputs and new inputs.</param>
public sealed record PropertyDiff(PropertyDiffKind Kind, bool InputDiff)
{
    /// <summary>What the change does beyond its kind, in one word of the provider's, such as <c>restart</c>; empty where it does not say.</summary>
    public string Impact { get; init; } = "";

    /// <summary>Why it does that; may be empty.</summary>
    public string Reason { get; init; } = "";
}
