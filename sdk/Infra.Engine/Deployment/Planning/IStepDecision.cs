using System.Collections.Immutable;
using Infra.Engine.Deployment.Steps;

namespace Infra.Engine.Deployment.Planning;

/// <summary>One row of the decision table: the steps for the registrations it is about.</summary>
internal interface IStepDecision
{
    /// <summary>The steps, or <c>null</c> when the row is not about this registration.</summary>
    Task<ImmutableArray<Step>?> DecideAsync(
        Candidate candidate,
        CancellationToken cancellationToken
    );
}
