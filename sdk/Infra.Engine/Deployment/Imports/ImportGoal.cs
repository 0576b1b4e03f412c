using System.Collections.Immutable;

namespace Infra.Engine.Deployment.Imports;

/// <summary>What an import takes over: not what a program wants, but what is there.</summary>
/// <param name="Properties">The inputs to take over; none for all.</param>
internal sealed record ImportGoal(ImmutableArray<string> Properties);
