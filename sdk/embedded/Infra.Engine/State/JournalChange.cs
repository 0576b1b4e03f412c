using System.Collections.Immutable;

namespace Infra.Engine.State;

/// <summary>A <see cref="SnapshotChange"/> that names states by slot and operations by number, so that it can be written down.</summary>
/// <param name="Ends">The number of the operation that ends.</param>
/// <param name="Removed">The slots that become empty.</param>
/// <param name="Changed">The new states of slots.</param>
/// <param name="Added">The states that are appended: a new one, or (with <c>From</c>) one that moves from its slot.</param>
internal sealed record JournalChange(
    int? Ends,
    ImmutableArray<int> Removed,
    ImmutableArray<(int Slot, ResourceState State)> Changed,
    ImmutableArray<(int? From, ResourceState? State)> Added
);
