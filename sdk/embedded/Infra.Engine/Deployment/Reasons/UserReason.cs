using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Reasons;

/// <summary>Replaces a resource at the user's request: <c>--replace</c>, or a taint.</summary>
internal sealed class UserReason(PlanningContext context) : IReplacementReason
{
    /// <inheritdoc/>
    public Task<DiffResult?> FindAsync(
        PlannedGoal planned,
        ResourceState old,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult(
            context.IsReplaceAskedFor(planned.Urn, planned.Old)
                ? DiffResult.Replacement("id")
                : null
        );
}
