using System.Collections.Immutable;
using Infra.Engine.Deployment.Steps;

namespace Infra.Engine.Deployment.Planning;

/// <summary>What is to be done about a registration.</summary>
/// <param name="Steps">The steps, one after the other.</param>
/// <param name="Continue">The registration to go on with afterwards, when the steps only bring to light what it is compared with.</param>
internal sealed record Plan(ImmutableArray<Step> Steps, Candidate? Continue = null);
