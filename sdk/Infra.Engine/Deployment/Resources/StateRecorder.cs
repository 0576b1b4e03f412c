using Infra.Engine.State;

namespace Infra.Engine.Deployment.Resources;

/// <summary>Tells the snapshot writer what steps change, slot by slot.</summary>
internal sealed class StateRecorder(ISnapshotWriter writer)
{
    private readonly Lock _gate = new();
    private readonly List<ResourceSlot> _added = [];
    private readonly HashSet<ResourceSlot> _removed = [];

    /// <summary>What there is now, in the state's order: what joined in this run, then what it did not touch.</summary>
    public IEnumerable<ResourceSlot> Current(OldResources olds)
    {
        lock (_gate)
        {
            return [.. _added.Concat(olds.All).Where(slot => !_removed.Contains(slot))];
        }
    }

    /// <summary>Notes on disk that an operation begins.</summary>
    public async Task<PendingOperation> BeginAsync(ResourceState resource, OperationType type)
    {
        var operation = new PendingOperation(resource, type);
        // Not cancellable: an operation the provider is going to be asked for must be on record.
        await writer.BeginAsync(operation, CancellationToken.None);
        return operation;
    }

    /// <summary>Notes what a finished step changed.</summary>
    public Task CommitAsync(StateChange change)
    {
        lock (_gate)
        {
            if (change.Remove is { } removed)
            {
                _removed.Add(removed);
            }

            if (change.Add is { } added)
            {
                _added.Add(added);
            }
        }

        return writer.CommitAsync(change.Apply(), CancellationToken.None);
    }

    /// <summary>Folds everything into the checkpoint.</summary>
    public Task CloseAsync() => writer.CloseAsync(CancellationToken.None);
}
