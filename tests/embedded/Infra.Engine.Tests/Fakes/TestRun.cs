using System.Collections.Immutable;
using Infra.Engine.Events;
using Infra.Engine.State;
using Infra.Protocol.Values;

namespace Infra.Engine.Tests.Fakes;

/// <summary>How a run went.</summary>
internal sealed record TestRun(
    bool Succeeded,
    EventLog Log,
    Snapshot Snapshot,
    ImmutableSortedDictionary<StepOp, int> Changes,
    PropertyMap StackOutputs
)
{
    /// <summary>The names of the resources in the state's order, without providers and the stack.</summary>
    public IReadOnlyList<string> Names =>
        [
            .. Snapshot
                .Resources.Where(s => s.Type.StartsWith("fake:", StringComparison.Ordinal))
                .Select(s => s.Urn.Name),
        ];

    public ResourceState this[string name] =>
        Snapshot.Resources.Single(s => s.Urn.Name == name && !s.Delete);
}
