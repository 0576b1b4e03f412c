using System.Collections.Immutable;
using Infra.Engine.Events;

namespace Infra.Cli.Display;

/// <summary>The properties whose change replaces a resource instead of updating it.</summary>
internal static class ReplacementCauses
{
    /// <summary>The paths of these properties. The list is empty when no property causes the replacement.</summary>
    /// <remarks>Paths within a property, which <c>replaceOnChanges</c> may give, are only in the detailed diff.</remarks>
    public static ImmutableArray<string> Of(StepMetadata step) =>
        step.ReplaceKeys.IsEmpty
            ? [.. step.DetailedDiff?.Where(d => IsReplacement(d.Value)).Select(d => d.Key) ?? []]
            : [.. step.ReplaceKeys.Distinct()];

    /// <summary>Whether a change of the property at a path forces the replacement.</summary>
    public static bool Include(StepMetadata step, string path) =>
        step.ReplaceKeys.Contains(path)
        || (step.DetailedDiff?.GetValueOrDefault(path) is { } diff && IsReplacement(diff));

    private static bool IsReplacement(PropertyDiff diff) =>
        diff.Kind
            is PropertyDiffKind.AddReplace
                or PropertyDiffKind.DeleteReplace
                or PropertyDiffKind.UpdateReplace;
}
