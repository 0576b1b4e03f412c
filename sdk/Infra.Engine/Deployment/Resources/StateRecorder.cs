using Infra.Engine.State;

namespace Infra.Engine.Deployment.Resources;

/// <summary>Tells the snapshot writer what steps change, slot by slot.</summary>
internal sealed class StateRecorder(ISnapshotWriter writer)
{
    /// <summary>Notes on disk that an operation begins.</summary>
    public async Task<PendingOperation> BeginAsync(ResourceState resource, OperationType type)
    {
        var operation = new PendingOperation(resource, type);
        // Not cancellable: an operation the provider is going to be asked for must be on record.
        await writer.BeginAsync(operation, CancellationToken.None);
        return operation;
    }

    /// <summary>Notes what a finished step changed.</summary>
    public Task CommitAsync(StateChange change) =>
        writer.CommitAsync(change.Apply(), CancellationToken.None);

    /// <summary>Folds everything into the checkpoint.</summary>
    public Task CloseAsync() => writer.CloseAsync(CancellationToken.None);
}
