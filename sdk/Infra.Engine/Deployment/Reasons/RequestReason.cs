using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers.Operations;

namespace Infra.Engine.Deployment.Reasons;

/// <summary>The user asked for it: <c>--replace</c>, or a tainted resource.</summary>
internal sealed class RequestReason(PlanningContext context) : IReplacementReason
{
    /// <inheritdoc/>
    public Task<DiffResult?> FindAsync(Candidate candidate, CancellationToken cancellationToken) =>
        Task.FromResult(
            context.IsReplaceAskedFor(candidate.Urn, candidate.Old)
                ? DiffResult.Replacement("id")
                : null
        );
}
