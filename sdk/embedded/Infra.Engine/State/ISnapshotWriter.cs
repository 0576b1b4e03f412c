namespace Infra.Engine.State;

/// <summary>Records the progress of one run so that a kill at any moment loses nothing.</summary>
public interface ISnapshotWriter
{
    /// <summary>Records that an operation begins; on disk when the task completes. Called before the provider is.</summary>
    Task BeginAsync(PendingOperation operation, CancellationToken cancellationToken);

    /// <summary>Records what a finished step changed. Called from several workers at once.</summary>
    Task CommitAsync(SnapshotChange change, CancellationToken cancellationToken);

    /// <summary>Folds everything into a plain checkpoint. The last call of a run, also of a failed one.</summary>
    Task CloseAsync(CancellationToken cancellationToken);
}
