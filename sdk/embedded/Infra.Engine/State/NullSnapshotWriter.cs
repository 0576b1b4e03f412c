namespace Infra.Engine.State;

/// <summary>Writes nothing; previews use it.</summary>
public sealed class NullSnapshotWriter : ISnapshotWriter
{
    public Task BeginAsync(PendingOperation operation, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task CommitAsync(SnapshotChange change, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task CloseAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
