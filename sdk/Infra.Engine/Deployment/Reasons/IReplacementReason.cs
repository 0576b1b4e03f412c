using Infra.Engine.Deployment.Planning;
using Infra.Engine.Providers.Operations;

namespace Infra.Engine.Deployment.Reasons;

/// <summary>Something that replaces a resource before its provider is even asked.</summary>
internal interface IReplacementReason
{
    /// <summary>The replacement, or <c>null</c> when the reason does not hold.</summary>
    Task<DiffResult?> FindAsync(Candidate candidate, CancellationToken cancellationToken);
}
