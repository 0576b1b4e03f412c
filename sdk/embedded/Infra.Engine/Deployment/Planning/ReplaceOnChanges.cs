using System.Collections.Immutable;
using Infra.Engine.Events;
using Infra.Engine.Providers.Operations;
using Infra.Protocol.Paths;

namespace Infra.Engine.Deployment.Planning;

/// <summary>Turns changes of the properties in <c>replaceOnChanges</c> into replacements.</summary>
internal static class ReplaceOnChanges
{
    /// <summary>The path that stands for a resource's init errors.</summary>
    private const string InitError = "#initerror";

    /// <summary>The diff after the user's <c>replaceOnChanges</c>.</summary>
    public static DiffResult Apply(
        DiffResult diff,
        ImmutableArray<string> options,
        bool hasInitErrors
    )
    {
        ImmutableArray<PropertyPath> paths =
        [
            .. options.Select(PropertyPath.TryParse).OfType<PropertyPath>(),
        ];
        if (paths.IsEmpty)
        {
            return diff;
        }

        var details = diff.DetailedDiff?.ToImmutableSortedDictionary(
            pair => pair.Key,
            pair => IsNamed(paths, pair.Key) ? ToReplacement(pair.Value) : pair.Value,
            StringComparer.Ordinal
        );
        var keys = diff.ReplaceKeys.Union(
            diff.ChangedKeys.Where(key => IsNamed(paths, key)),
            StringComparer.Ordinal
        );
        var result = diff with
        {
            DetailedDiff = details,
            ReplaceKeys = [.. keys.Order(StringComparer.Ordinal)],
        };
        return hasInitErrors && IsNamed(paths, InitError)
            ? result with
            {
                Changes = DiffChanges.Some,
                ReplaceKeys = result.ReplaceKeys.Add(InitError),
            }
            : result;
    }

    private static bool IsNamed(ImmutableArray<PropertyPath> paths, string text) =>
        PropertyPath.TryParse(text) is { } path && paths.Any(p => p.Contains(path));

    /// <summary>Drops the provider's impact, which described a change in place.</summary>
    private static PropertyDiff ToReplacement(PropertyDiff diff) =>
        diff.Kind switch
        {
            PropertyDiffKind.Add => new(PropertyDiffKind.AddReplace, diff.InputDiff),
            PropertyDiffKind.Delete => new(PropertyDiffKind.DeleteReplace, diff.InputDiff),
            PropertyDiffKind.Update => new(PropertyDiffKind.UpdateReplace, diff.InputDiff),
            _ => diff,
        };
}
