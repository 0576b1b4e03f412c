using System.Collections.Immutable;
using Infra.Engine.State;

namespace Infra.Engine.Deployment.Resources;

/// <summary>The changes of a step to the state, by slots.</summary>
internal sealed record StepChange
{
    /// <summary>The pending operation that has ended.</summary>
    public PendingOperation? Ends { get; init; }

    public ResourceSlot? Remove { get; init; }

    public ResourceSlot? Add { get; init; }

    /// <summary>A slot and its new content.</summary>
    public (ResourceSlot Slot, ResourceState State)? Set { get; init; }

    /// <summary>Whether the run waits until the change is on disk.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Applies the change to the slots, and returns it in the writer's form.</summary>
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
