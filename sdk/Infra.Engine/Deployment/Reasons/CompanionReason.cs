using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers.Operations;

namespace Infra.Engine.Deployment.Reasons;

/// <summary>A resource named in <c>replaceWith</c> or <c>deletedWith</c> is replaced in this run.</summary>
internal sealed class CompanionReason(PlanningContext context) : IReplacementReason
{
    /// <inheritdoc/>
    public Task<DiffResult?> FindAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        var state = candidate.New;
        var replaced = context.Seen.Replaces;
        return Task.FromResult(
            state.ReplaceWith.Any(replaced.Contains) ? DiffResult.Replacement("replaceWith")
            : state.DeletedWith is { } with && replaced.Contains(with)
                ? DiffResult.Replacement("deletedWith")
            : null
        );
    }
}
