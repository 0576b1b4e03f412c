using System.Collections.Immutable;
using Infra.Engine.Events;

namespace Infra.Engine.Providers.Operations;

/// <summary>What a change of inputs means for a resource.</summary>
internal sealed record DiffResult
{
    public required DiffChanges Changes { get; init; }

    /// <summary>Properties whose change needs a new resource.</summary>
    public ImmutableArray<string> ReplaceKeys { get; init; } = [];

    /// <summary>Properties that changed, for display.</summary>
    public ImmutableArray<string> ChangedKeys { get; init; } = [];

    /// <summary>The change of every property path, or <c>null</c> when the provider does not say.</summary>
    public ImmutableSortedDictionary<string, PropertyDiff>? DetailedDiff { get; init; }

    /// <summary>The provider cannot have the old and the new resource side by side.</summary>
    public bool DeleteBeforeReplace { get; init; }

    /// <summary>Why there is no real answer, as when the provider's configuration is not known yet.</summary>
    public string? Unavailable { get; init; }

    /// <summary>Whether the change needs a new resource.</summary>
    public bool Replaces =>
        !ReplaceKeys.IsEmpty || (DetailedDiff?.Values.Any(d => IsReplacement(d.Kind)) ?? false);

    /// <summary>Nothing changes.</summary>
    public static DiffResult None { get; } = new() { Changes = DiffChanges.None };

    /// <summary>A replacement for one reason.</summary>
    public static DiffResult Replacement(string key) =>
        new() { Changes = DiffChanges.Some, ReplaceKeys = [key] };

    private static bool IsReplacement(PropertyDiffKind kind) =>
        kind
            is PropertyDiffKind.AddReplace
                or PropertyDiffKind.DeleteReplace
                or PropertyDiffKind.UpdateReplace;
}
