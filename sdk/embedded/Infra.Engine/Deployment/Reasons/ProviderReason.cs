using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Reasons;

/// <summary>Replaces a resource whose new provider cannot manage what the former one created.</summary>
internal sealed class ProviderReason(PlanningContext context) : IReplacementReason
{
    /// <inheritdoc/>
    public async Task<DiffResult?> FindAsync(
        PlannedGoal planned,
        ResourceState old,
        CancellationToken cancellationToken
    )
    {
        var (former, current) = (old.Provider, planned.New.Provider);
        if (string.Equals(former, current, StringComparison.Ordinal))
        {
            return null;
        }

        // One side is a component, so there is nothing to continue.
        if (former.Length == 0 || current.Length == 0)
        {
            return DiffResult.Replacement("provider");
        }

        return await ReplacesAsync(former, current, cancellationToken)
            ? DiffResult.Replacement("provider")
            : null;
    }

    private async Task<bool> ReplacesAsync(
        string old,
        string current,
        CancellationToken cancellationToken
    )
    {
        var (oldReference, reference) = (
            ProviderReference.Parse(old),
            ProviderReference.Parse(current)
        );
        var isOnlyRenamed = reference.Urn.Equals(
            context.Seen.Aliased.GetValueOrDefault(oldReference.Urn)
        );
        if (isOnlyRenamed || context.Olds.Find(oldReference.Urn) is not { } oldProvider)
        {
            return false;
        }

        var provider =
            context.Providers.Find(current)
            ?? throw new ProviderException(
                $"The provider {current} is not running; it should have been registered before."
            );
        var inputs =
            context.Seen.Providers.GetValueOrDefault(reference.Urn)?.Inputs
            ?? oldProvider.State.Inputs;
        var diff = await provider.DiffConfigAsync(
            new()
            {
                Urn = reference.Urn,
                Id = oldReference.Id,
                OldInputs = oldProvider.State.Inputs.Configuration(),
                OldOutputs = oldProvider.State.Outputs,
                NewInputs = inputs.Configuration(),
            },
            cancellationToken
        );
        return diff.Replaces;
    }
}
