using System.Collections.Immutable;

namespace Infra.Engine.State;

/// <summary>A snapshot in the middle of a run.</summary>
/// <param name="Slots">The run's own object for each of its resources.</param>
/// <param name="Leading">How many of its resources precede the ones that the run will add.</param>
internal sealed record SettledSnapshot(
    Snapshot Snapshot,
    ImmutableArray<ResourceState> Slots,
    int Leading
);
