using System.Collections.Immutable;

namespace Infra.Engine.State;

/// <summary>What one finished step does to the snapshot. Old states are named by reference: the instances of the loaded snapshot, or those added since.</summary>
public sealed record SnapshotChange
{
    /// <summary>The pending operation that ends with this change, as it was begun.</summary>
    public PendingOperation? Ends { get; init; }

    public ImmutableArray<ResourceState> Removed { get; init; } = [];

    public ImmutableArray<ResourceState> Added { get; init; } = [];

    /// <summary>The states that change in place, such as the old half of a replacement.</summary>
    public ImmutableArray<(ResourceState Old, ResourceState New)> Changed { get; init; } = [];

    /// <summary>Whether the change must be on disk before the run continues; an unchanged resource's change need not.</summary>
    public bool Durable { get; init; } = true;
}
