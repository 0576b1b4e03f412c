using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>One row of the decision table: the steps for the registrations to which it applies.</summary>
internal interface IStepDecision
{
    /// <summary>The steps, or <c>null</c> when the row does not apply to this registration.</summary>
    Task<ImmutableArray<Step>?> DecideAsync(
        PlannedGoal planned,
        CancellationToken cancellationToken
    );
}
