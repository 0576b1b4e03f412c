using System.Collections.Immutable;
using Infra.Engine.Events;

namespace Infra.Cli.Display;

/// <summary>The properties whose change replaces a resource instead of updating it.</summary>
internal static class ReplacementCauses
{
    /// <summary>Their paths, each once; none where something else than a property is the cause.</summary>
    /// <remarks>A part of a property, as <c>replaceOnChanges</c> may name it, is known only from the detailed differences.</remarks>
    public static ImmutableArray<string> Of(StepMetadata step) =>
        step.ReplaceKeys.IsEmpty
            ? [.. step.DetailedDiff?.Where(d => IsReplacement(d.Value)).Select(d => d.Key) ?? []]
            : [.. step.ReplaceKeys.Distinct(StringComparer.Ordinal)];

    /// <summary>Whether the property at a path is one of them.</summary>
    public static bool Include(StepMetadata step, string path) =>
        step.ReplaceKeys.Contains(path, StringComparer.Ordinal)
        || (step.DetailedDiff?.GetValueOrDefault(path) is { } diff && IsReplacement(diff));

    private static bool IsReplacement(PropertyDiff diff) =>
        diff.Kind
            is PropertyDiffKind.AddReplace
                or PropertyDiffKind.DeleteReplace
                or PropertyDiffKind.UpdateReplace;
}
