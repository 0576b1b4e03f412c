using System.Buffers;
using Infra.Engine.State.Files;

namespace Infra.Engine.State.Journal;

/// <summary>A file that lines are appended to. Who needs his line on disk waits for a flush, and all who wait share the next one.</summary>
internal sealed class JournalFile(string path, DurableFiles files) : IDisposable
{
    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte> _pending = new();
    private ArrayBufferWriter<byte> _writing = new();
    private TaskCompletionSource? _next;
    private Stream? _stream;
    private Exception? _failure;
    private bool _pumping;

    /// <summary>How many bytes were appended so far.</summary>
    public long Length { get; private set; }

    /// <summary>Whether a write failed; the file takes nothing from then on.</summary>
    public bool HasFailed
    {
        get
        {
            lock (_lock)
            {
                return _failure is not null;
            }
        }
    }

    /// <summary>Appends a line at the next flush, whoever asks for it.</summary>
    public void Append(ReadOnlySpan<byte> line)
    {
        lock (_lock)
        {
            _pending.Write(line);
            _pending.Write("\n"u8);
            Length += line.Length + 1;
        }
    }

    /// <summary>Completes when everything appended so far is on disk.</summary>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                return Task.FromException(_failure);
            }

            _next ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            var mine = _next.Task;
            if (!_pumping)
            {
                _pumping = true;
                _ = Task.Run(Pump);
            }

            return mine;
        }
    }

    /// <summary>Closes the file. Lines that nobody flushed are lost.</summary>
    public void Dispose() => _stream?.Dispose();

    private void Pump()
    {
        while (TakeBatch() is { } batch)
        {
            try
            {
                Write();
                batch.SetResult();
            }
            catch (Exception e)
            {
                // Handed to everyone who waits, now and later: nothing may be written behind a line that is cut off.
                Fail(
                    e is IOException or UnauthorizedAccessException
                        ? DurableFiles.Failure(path, e)
                        : e,
                    batch
                );
            }
        }
    }

    private TaskCompletionSource? TakeBatch()
    {
        lock (_lock)
        {
            var batch = _next;
            _next = null;
            if (batch is null)
            {
                _pumping = false;
                return null;
            }

            (_pending, _writing) = (_writing, _pending);
            return batch;
        }
    }

    private void Write()
    {
        _stream ??= files.Append(path);
        _stream.Write(_writing.WrittenSpan);
        DurableFiles.Flush(_stream);
        _writing.ResetWrittenCount();
    }

    private void Fail(Exception failure, TaskCompletionSource batch)
    {
        lock (_lock)
        {
            _failure = failure;
            _pumping = false;
            _next?.SetException(failure);
            _next = null;
        }

        batch.SetException(failure);
    }
}
