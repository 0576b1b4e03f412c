using System.Collections.Immutable;
using Infra.Engine.Events;

namespace Infra.Engine.Providers.Operations;

/// <summary>The effect of changed inputs on a resource.</summary>
internal sealed record DiffResult
{
    public required DiffChanges Changes { get; init; }

    /// <summary>Properties whose change replaces the resource.</summary>
    public ImmutableArray<string> ReplaceKeys { get; init; } = [];

    /// <summary>Properties that changed, for display.</summary>
    public ImmutableArray<string> ChangedKeys { get; init; } = [];

    /// <summary>The change of every property path, or <c>null</c> when the provider does not say.</summary>
    public ImmutableSortedDictionary<string, PropertyDiff>? DetailedDiff { get; init; }

    /// <summary>Whether the old resource must be deleted before the new one is created.</summary>
    public bool DeleteBeforeReplace { get; init; }

    /// <summary>Why the provider could not compare, e.g. because its configuration is unknown.</summary>
    public string? Unavailable { get; init; }

    /// <summary>Whether the change replaces the resource.</summary>
    public bool Replaces =>
        !ReplaceKeys.IsEmpty || (DetailedDiff?.Values.Any(d => IsReplacement(d.Kind)) ?? false);

    public static DiffResult None { get; } = new() { Changes = DiffChanges.None };

    /// <summary>A replacement because of one property.</summary>
    public static DiffResult Replacement(string key) =>
        new() { Changes = DiffChanges.Some, ReplaceKeys = [key] };

    private static bool IsReplacement(PropertyDiffKind kind) =>
        kind
            is PropertyDiffKind.AddReplace
                or PropertyDiffKind.DeleteReplace
                or PropertyDiffKind.UpdateReplace;
}
