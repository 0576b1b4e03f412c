using System.Collections.Immutable;
using Infra.Engine.Deployment.Planning;
using Infra.Engine.Deployment.Steps;

namespace Infra.Engine.Deployment.Decisions;

/// <summary>The plan for a registration.</summary>
/// <param name="Steps">The steps, in sequence.</param>
/// <param name="Continue">The candidate to plan afterwards, when the steps only read the state to compare with.</param>
internal sealed record Plan(ImmutableArray<Step> Steps, PlannedGoal? Continue = null);
