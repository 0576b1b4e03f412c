namespace Infra.Engine.State;

/// <summary>Keeps the state of a run in memory: what it would have saved can be looked at, at any moment. For tests and trials.</summary>
public sealed class InMemorySnapshotWriter : ISnapshotWriter
{
    private readonly Lock _lock = new();
    private readonly SnapshotProgress _progress;

    /// <summary>Starts from a snapshot.</summary>
    public InMemorySnapshotWriter(Snapshot snapshot)
    {
        _progress = new(snapshot);
        _progress.ForgetResolvable();
    }

    /// <summary>The snapshot as the run has made it so far.</summary>
    public Snapshot Snapshot
    {
        get
        {
            lock (_lock)
            {
                return _progress.ToSnapshot();
            }
        }
    }

    /// <summary>Whether the run closed it.</summary>
    public bool IsClosed { get; private set; }

    /// <inheritdoc/>
    public Task BeginAsync(PendingOperation operation, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _progress.Begin(operation);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CommitAsync(SnapshotChange change, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _progress.Apply(change);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CloseAsync(CancellationToken cancellationToken)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }
}
