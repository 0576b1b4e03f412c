using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Reasons;

/// <summary>Replaces a resource together with one that its <c>replaceWith</c> or <c>deletedWith</c> names.</summary>
internal sealed class CompanionReason(PlanningContext context) : IReplacementReason
{
    /// <inheritdoc/>
    public Task<DiffResult?> FindAsync(
        PlannedGoal planned,
        ResourceState old,
        CancellationToken cancellationToken
    )
    {
        var state = planned.New;
        var replaced = context.Seen.Replaces;
        return Task.FromResult(
            state.ReplaceWith.Any(replaced.Contains) ? DiffResult.Replacement("replaceWith")
            : state.DeletedWith is { } with && replaced.Contains(with)
                ? DiffResult.Replacement("deletedWith")
            : null
        );
    }
}
