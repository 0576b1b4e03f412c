using System.Collections.Immutable;
using Infra.Engine.Providers.Operations;
using Pulumirpc;

namespace Infra.Engine.Plugins;

/// <summary>Reads a plugin's answer to a diff.</summary>
internal static class DiffMessages
{
    public static DiffResult Read(DiffResponse response) =>
        new()
        {
            Changes = response.Changes switch
            {
                DiffResponse.Types.DiffChanges.DiffNone => DiffChanges.None,
                DiffResponse.Types.DiffChanges.DiffSome => DiffChanges.Some,
                _ => DiffChanges.Unknown,
            },
            ReplaceKeys = [.. response.Replaces],
            ChangedKeys = [.. response.Diffs],
            DeleteBeforeReplace = response.DeleteBeforeReplace,
            // Old plugins leave arbitrary content in the map, so it counts only with the flag.
            DetailedDiff = response.HasDetailedDiff
                ? response.DetailedDiff.ToImmutableSortedDictionary(
                    pair => pair.Key,
                    pair => new Events.PropertyDiff(
                        (Events.PropertyDiffKind)pair.Value.Kind,
                        pair.Value.InputDiff
                    )
                    {
                        Impact = pair.Value.Impact,
                        Reason = pair.Value.Reason,
                    },
                    StringComparer.Ordinal
                )
                : null,
        };
}
