using System.Collections.Immutable;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Resources;

/// <summary>What a step changes in the state, by slots.</summary>
internal sealed record StateChange
{
    /// <summary>The pending operation that ends.</summary>
    public PendingOperation? Ends { get; init; }

    /// <summary>A place that is given up.</summary>
    public ResourceSlot? Remove { get; init; }

    /// <summary>A new place.</summary>
    public ResourceSlot? Add { get; init; }

    /// <summary>What a place holds from now on.</summary>
    public (ResourceSlot Slot, ResourceState State)? Set { get; init; }

    /// <summary>Whether the run waits until it is on disk.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Makes the change in the slots and names it in states, as the writer takes it.</summary>
    public SnapshotChange Apply()
    {
        ImmutableArray<(ResourceState, ResourceState)> changed = [];
        if (Set is { } set)
        {
            changed = [(set.Slot.State, set.State)];
            set.Slot.State = set.State;
        }

        return new()
        {
            Ends = Ends,
            Removed = Remove is null ? [] : [Remove.State],
            Added = Add is null ? [] : [Add.State],
            Changed = changed,
            Durable = Durable,
        };
    }
}
