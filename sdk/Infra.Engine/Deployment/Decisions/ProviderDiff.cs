using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.Values;
using Infra.Engine.Values.Assets;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>Asks the provider what changed; compares inputs where there is no provider or it does not say.</summary>
internal static class ProviderDiff
{
    /// <summary>The difference between a registration and the state.</summary>
    public static async Task<DiffResult> DiffAsync(
        Candidate candidate,
        CancellationToken cancellationToken
    )
    {
        var (old, inputs) = (candidate.Old!.State, candidate.New.Inputs);
        if (candidate.Provider is null)
        {
            return new()
            {
                Changes = AssetHashes.Only(old.Inputs).Equals(AssetHashes.Only(inputs))
                    ? DiffChanges.None
                    : DiffChanges.Some,
            };
        }

        var input = new DiffInput
        {
            Urn = candidate.Urn,
            Id = old.Id,
            OldInputs = old.Inputs,
            OldOutputs = old.Outputs,
            NewInputs = inputs,
            IgnoreChanges = candidate.Goal.IgnoreChanges,
        };
        return await CompareAsync(candidate.Provider, input, cancellationToken);
    }

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
