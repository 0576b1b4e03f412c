using System.Collections.Immutable;

namespace Infra.Engine.State;

/// <summary>A <see cref="SnapshotChange"/> that names states by slot and operations by number, so that it can be written down.</summary>
/// <param name="Ends">The number of the operation that ends.</param>
/// <param name="Removed">The slots that empty.</param>
/// <param name="Changed">What stands in a slot from now on.</param>
/// <param name="Added">What joins: a new state, or (with <c>From</c>) one that leaves its slot and joins as it is.</param>
internal sealed record SlotChange(
    int? Ends,
    ImmutableArray<int> Removed,
    ImmutableArray<(int Slot, ResourceState State)> Changed,
    ImmutableArray<(int? From, ResourceState? State)> Added
);
