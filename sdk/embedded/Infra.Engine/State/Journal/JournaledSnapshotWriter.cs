using Infra.Engine.Files;
using Infra.Protocol;

namespace Infra.Engine.State.Journal;

/// <summary>
/// Records a run as lines appended to a journal beside the checkpoint, so that the cost of a step does not grow with the stack, and folds them
/// into the checkpoint every few seconds and at the end.
/// </summary>
/// <remarks>Changes that could not be written stay in memory, and the end of the run tries again to save them. The run fails all the same.</remarks>
internal sealed class JournaledSnapshotWriter : ISnapshotWriter, IDisposable
{
    private readonly Lock _lock = new();
    private readonly CheckpointFile _file;
    private readonly SnapshotProgress _progress;
    private readonly Func<LoadedCheckpoint, string?>? _findConflict;
    private readonly JournalLines _lines;
    private readonly DurableFiles _files;
    private readonly CheckpointPace _pace;
    private LoadedCheckpoint _saved;
    private JournalFile _journal;
    private Exception? _failure;
    private long _folded;
    private long _room;
    private bool _started;
    private bool _closed;

    /// <summary>Creates the writer of a run.</summary>
    /// <param name="file">Saves the state at the end.</param>
    /// <param name="start">The state that the run starts from.</param>
    /// <param name="findConflict">Says before a save, as a sentence, why the state may not be saved; <c>null</c> when it may.</param>
    public JournaledSnapshotWriter(
        CheckpointFile file,
        LoadedCheckpoint start,
        DurableFiles files,
        Func<LoadedCheckpoint, string?>? findConflict = null
    )
    {
        _file = file;
        _files = files;
        _findConflict = findConflict;
        _saved = start;
        _room = file.RoomBeside(start);
        _pace = new(file.Clock, SaveMeanwhile);
        _progress = new(start.Checkpoint.Snapshot);
        _lines = new(start.Secrets);
        _journal = new(start.JournalPath, files);
    }

    /// <summary>How many bytes the journal took so far.</summary>
    public long BytesWritten => _folded + _journal.Length;

    public Task BeginAsync(PendingOperation operation, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Start();
            if (_journal.Length > _room)
            {
                // A save empties the journal, so that only the state's own size limits a run.
                SaveMeanwhile();
                if (_journal.Length > _room)
                {
                    throw _file.NoRoom(_journal.Length);
                }
            }

            _journal.Append(_lines.Begin(_progress.Begin(operation), operation));
            _pace.Changed();
            return _journal.FlushAsync();
        }
    }

    public Task CommitAsync(SnapshotChange change, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Start();
            _journal.Append(_lines.Change(_progress.Apply(change)));
            _pace.Changed();
            return change.Durable ? _journal.FlushAsync() : Task.CompletedTask;
        }
    }

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

        RequireNoConflict(snapshot);
        var saved = await _file.FoldAsync(
            _saved,
            snapshot,
            AnnounceAsync,
            keepsBackup: _folded == 0
        );
        Dispose();
        _file.RemoveJournal(saved);
        _file.RequireSound(saved, snapshot);
        if ((_journal.Failure ?? _failure) is { } failure)
        {
            throw new InfraException(
                $"The state is saved in {saved.Path}, but was not while the run went on: {failure.Message}",
                failure
            );
        }
    }

    private void RequireNoConflict(Snapshot snapshot)
    {
        if (_findConflict?.Invoke(_saved) is { } conflict)
        {
            Dispose();
            var kept = _file.KeepAside(_saved, snapshot);
            throw new InfraException(
                $"{conflict} What this run did is kept in {kept}: {RunMerge.Describe(_saved.Checkpoint.Snapshot, snapshot)}. The next run joins it to the state."
            );
        }
    }

    /// <summary>Closes the journal file and keeps its content.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            _pace.Dispose();
            _journal.Dispose();
            _lines.Dispose();
        }
    }

    /// <summary>Brings the checkpoint up to date. Nothing else is recorded meanwhile, so that the journal and the checkpoint fit at any moment.</summary>
    private void SaveMeanwhile()
    {
        lock (_lock)
        {
            if (_closed || _journal.Failure is not null)
            {
                return;
            }

            var began = _file.Clock.GetTimestamp();
            try
            {
                if (_findConflict?.Invoke(_saved) is null)
                {
                    Save(_progress.Settle());
                }
            }
            catch (InfraException e)
            {
                // Nobody waits for the timer. The journal has everything, and the end of the run looks at the state again and tells.
                _failure ??= e;
            }

            _pace.Saved(began);
        }
    }

    private void Save(SettledSnapshot settled)
    {
        if (SnapshotIntegrity.FindFault(settled.Snapshot) is not null)
        {
            return;
        }

        var announced = "";
        try
        {
            _saved = _file
                .FoldAsync(
                    _saved,
                    settled.Snapshot,
                    digest => AnnounceAsync(announced = digest),
                    keepsBackup: _folded == 0
                )
                .GetAwaiter()
                .GetResult();
        }
        catch (InfraException e)
        {
            // The journal has everything, and the end of the run saves again and tells.
            _failure ??= e;
            var now = _saved with
            {
                Digest = announced,
                Checkpoint = _saved.Checkpoint with { Snapshot = settled.Snapshot },
            };
            if (!CheckpointFile.IsUnchanged(now))
            {
                return;
            }

            // The file was replaced, and only a flush after it failed: the journal goes on from what is there.
            _saved = now;
        }

        _progress.Renumber(settled);
        _folded += _journal.Length;
        _room = _file.RoomBeside(_saved);
        _journal.Dispose();
        _journal = new(_saved.JournalPath, _files, replaces: true);
        _journal.Append(_lines.Header(_saved.Digest, _saved.Checkpoint, settled.Leading));
        // A failure stays in the journal, and whoever records something next is told.
        Task.WaitAny(_journal.FlushAsync());
    }

    private Task AnnounceAsync(string digest)
    {
        if (_journal.Failure is not null)
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
        _journal.Append(_lines.Header(_saved.Digest, _saved.Checkpoint));
    }
}
