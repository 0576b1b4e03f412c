using System.Collections.Immutable;

namespace Infra.Engine.State;

/// <summary>What one finished step does to the snapshot. Old states are named by reference: the instances of the loaded snapshot, or those added since.</summary>
public sealed record SnapshotChange
{
    /// <summary>The pending operation that ends with this change, as it was begun.</summary>
    public PendingOperation? Ends { get; init; }

    /// <summary>States that leave.</summary>
    public ImmutableArray<ResourceState> Removed { get; init; } = [];

    /// <summary>States that join, behind those that joined before.</summary>
    public ImmutableArray<ResourceState> Added { get; init; } = [];

    /// <summary>States that change where they stand, as when the old half of a replacement is marked.</summary>
    public ImmutableArray<(ResourceState Old, ResourceState New)> Changed { get; init; } = [];

    /// <summary>Whether it must be on disk before the run goes on; an unchanged resource's need not.</summary>
    public bool Durable { get; init; } = true;
}
