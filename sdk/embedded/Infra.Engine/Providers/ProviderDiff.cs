using Infra.Engine.Providers.Operations;
using Infra.Engine.Values;

namespace Infra.Engine.Providers;

/// <summary>Asks the provider what changed; compares inputs where it does not say.</summary>
internal static class ProviderDiff
{
    /// <summary>The provider's answer, or a comparison of the inputs in its place.</summary>
    public static async Task<DiffResult> CompareAsync(
        IResourceProvider provider,
        DiffInput input,
        CancellationToken cancellationToken
    )
    {
        var diff = await provider.DiffAsync(input, cancellationToken);
        if (diff.Changes != DiffChanges.Unknown)
        {
            return diff;
        }

        var (news, _) = IgnoredChanges.Apply(input.OldInputs, input.NewInputs, input.IgnoreChanges);
        var comparison = InputComparison.Of(input.OldInputs, news);
        return comparison.ChangedKeys.IsEmpty
            ? diff with
            {
                Changes = DiffChanges.None,
            }
            : diff with
            {
                Changes = DiffChanges.Some,
                ChangedKeys = comparison.ChangedKeys,
                DetailedDiff = comparison.DetailedDiff,
            };
    }
}
