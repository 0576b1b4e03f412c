using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Files;

namespace Infra.Engine.State.Journal;

/// <summary>
/// Records a run as lines appended to a journal beside the checkpoint, so that what a step costs does not grow with the stack, and folds them
/// into the plain checkpoint at the end.
/// </summary>
/// <remarks>What could not be written stays in memory: the end of the run tries once more to save it.</remarks>
internal sealed class JournaledSnapshotWriter : ISnapshotWriter, IDisposable
{
    private readonly Lock _lock = new();
    private readonly CheckpointFile _file;
    private readonly LoadedCheckpoint _start;
    private readonly SnapshotProgress _progress;
    private readonly JournalLines _lines;
    private readonly JournalFile _journal;
    private bool _started;
    private bool _closed;

    public JournaledSnapshotWriter(CheckpointFile file, LoadedCheckpoint start, DurableFiles files)
    {
        _file = file;
        _start = start;
        _progress = new(start.Checkpoint.Snapshot);
        _lines = new(start.Secrets);
        _journal = new(start.JournalPath, files);
    }

    /// <summary>How many bytes the journal took so far.</summary>
    public long BytesWritten => _journal.Length;

    /// <inheritdoc/>
    public Task BeginAsync(PendingOperation operation, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Start();
            _journal.Append(_lines.Begin(_progress.Begin(operation), operation));
            return _journal.FlushAsync();
        }
    }

    /// <inheritdoc/>
    public Task CommitAsync(SnapshotChange change, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Start();
            _journal.Append(_lines.Change(_progress.Apply(change)));
            return change.Durable ? _journal.FlushAsync() : Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        Snapshot snapshot;
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            if (!_started)
            {
                Dispose();
                return;
            }

            snapshot = _progress.ToSnapshot();
        }

        var saved = await _file.FoldAsync(_start, snapshot, AnnounceAsync).ConfigureAwait(false);
        Dispose();
        _file.RemoveJournal(saved);
        _file.RequireSound(saved, snapshot);
    }

    /// <summary>Lets go of the journal file; what is in it stays.</summary>
    public void Dispose()
    {
        _journal.Dispose();
        _lines.Dispose();
    }

    private Task AnnounceAsync(string digest)
    {
        if (_journal.HasFailed)
        {
            return Task.CompletedTask;
        }

        lock (_lock)
        {
            _journal.Append(_lines.Folded(digest));
        }

        return _journal.FlushAsync();
    }

    private void Start()
    {
        if (_closed)
        {
            throw new InvalidOperationException(
                "The run was closed already; its state takes no more changes."
            );
        }

        if (_started)
        {
            return;
        }

        _started = true;
        _progress.ForgetResolvable();
        _journal.Append(_lines.Header(_start.Digest, _start.Checkpoint));
    }
}
