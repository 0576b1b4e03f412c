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
            // Without the flag the map is what old plugins leave in it by chance.
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
