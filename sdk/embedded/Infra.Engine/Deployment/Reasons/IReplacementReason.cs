using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers.Operations;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Reasons;

/// <summary>A reason to replace a resource before its provider is asked.</summary>
internal interface IReplacementReason
{
    /// <summary>The replacement, or <c>null</c> when the reason does not hold.</summary>
    Task<DiffResult?> FindAsync(
        PlannedGoal planned,
        ResourceState old,
        CancellationToken cancellationToken
    );
}
