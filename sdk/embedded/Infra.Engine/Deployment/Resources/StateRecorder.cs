using Infra.Engine.State;

namespace Infra.Engine.Deployment.Resources;

/// <summary>Passes the changes of steps to the snapshot writer.</summary>
internal sealed class StateRecorder(ISnapshotWriter writer)
{
    private readonly Lock _gate = new();
    private readonly List<ResourceSlot> _added = [];
    private readonly HashSet<ResourceSlot> _removed = [];

    /// <summary>The current slots, in the state's order: first those of this run, then the untouched ones.</summary>
    public IEnumerable<ResourceSlot> Current(OldResources olds)
    {
        lock (_gate)
        {
            return [.. _added.Concat(olds.All).Where(slot => !_removed.Contains(slot))];
        }
    }

    /// <summary>Records on disk that an operation begins.</summary>
    public async Task<PendingOperation> BeginAsync(ResourceState resource, OperationType type)
    {
        var operation = new PendingOperation(resource, type);
        // The write cannot be cancelled, because an operation must be recorded before the provider is called.
        await writer.BeginAsync(operation, CancellationToken.None);
        return operation;
    }

    /// <summary>Records the changes of a finished step.</summary>
    public Task CommitAsync(StepChange change)
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

    /// <summary>Writes everything into the checkpoint.</summary>
    public Task CloseAsync() => writer.CloseAsync(CancellationToken.None);
}
