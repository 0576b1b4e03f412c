namespace Infra.Engine.Events;

/// <summary>How one property path differs.</summary>
/// <param name="Kind">Added, deleted or changed, and whether that replaces.</param>
/// <param name="InputDiff">Compared are old and new inputs; otherwise old outputs and new inputs.</param>
public sealed record PropertyDiff(PropertyDiffKind Kind, bool InputDiff);
