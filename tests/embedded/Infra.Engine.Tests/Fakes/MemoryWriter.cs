using Infra.Engine.State;

namespace Infra.Engine.Tests.Fakes;

/// <summary>Keeps the state in memory, and insists on changes that name what is really there.</summary>
internal sealed class MemoryWriter(Snapshot start) : ISnapshotWriter
{
    private readonly Lock _gate = new();
    private readonly List<ResourceState> _added = [];
    private readonly List<ResourceState> _old = [.. start.Resources];
    private readonly List<PendingOperation> _pending = [.. start.PendingOperations];

    public bool IsClosed { get; private set; }

    /// <summary>The state as it would be found after a kill right now.</summary>
    public Snapshot Current
    {
        get
        {
            lock (_gate)
            {
                return new()
                {
                    Resources = [.. _added, .. _old],
                    PendingOperations = [.. _pending],
                };
            }
        }
    }

    public Task BeginAsync(PendingOperation operation, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _pending.Add(operation);
        }

        return Task.CompletedTask;
    }

    public Task CommitAsync(SnapshotChange change, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (change.Ends is { } ended && !Remove(_pending, ended))
            {
                throw new InvalidOperationException("An operation ended that never began.");
            }

            foreach (var state in change.Removed)
            {
                if (!Remove(_added, state) && !Remove(_old, state))
                {
                    throw new InvalidOperationException(
                        $"{state.Urn} was removed but is not there."
                    );
                }
            }

            foreach (var (old, state) in change.Changed)
            {
                var list = _added.Exists(s => ReferenceEquals(s, old)) ? _added : _old;
                list[list.FindIndex(s => ReferenceEquals(s, old))] = state;
            }

            _added.AddRange(change.Added);
        }

        return Task.CompletedTask;
    }

    public Task CloseAsync(CancellationToken cancellationToken)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    private static bool Remove<T>(List<T> list, T item)
        where T : class
    {
        var index = list.FindIndex(i => ReferenceEquals(i, item));
        if (index >= 0)
        {
            list.RemoveAt(index);
        }

        return index >= 0;
    }
}
