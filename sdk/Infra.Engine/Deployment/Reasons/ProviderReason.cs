using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers;
using Infra.Engine.Providers.Operations;

namespace Infra.Engine.Deployment.Reasons;

/// <summary>Another provider manages the resource, and it cannot go on with what the former one made.</summary>
internal sealed class ProviderReason(PlanningContext context) : IReplacementReason
{
    private readonly Dictionary<(string Old, string New), bool> _answers = [];

    /// <inheritdoc/>
    public async Task<DiffResult?> FindAsync(
        Candidate candidate,
        CancellationToken cancellationToken
    )
    {
        var (old, current) = (candidate.Old!.State.Provider, candidate.New.Provider);
        if (string.Equals(old, current, StringComparison.Ordinal))
        {
            return null;
        }

        // One side is a component: there is nothing to go on with.
        if (old.Length == 0 || current.Length == 0)
        {
            return DiffResult.Replacement("provider");
        }

        if (!_answers.TryGetValue((old, current), out var replaces))
        {
            replaces = await ReplacesAsync(old, current, cancellationToken);
            _answers[(old, current)] = replaces;
        }

        return replaces ? DiffResult.Replacement("provider") : null;
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
