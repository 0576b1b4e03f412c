using System.Collections.Immutable;

namespace Infra.Engine.Goals;

/// <summary>An import that takes a resource over as it is, without inputs of a program.</summary>
/// <param name="Properties">The inputs to take over; empty for all.</param>
internal sealed record ImportGoal(ImmutableArray<string> Properties);
