using System.Buffers;
using Infra.Engine.Files;

namespace Infra.Engine.State.Journal;

/// <summary>A file that lines are appended to. All callers that need their line on disk share the next flush.</summary>
/// <param name="path">The file, which may not exist.</param>
/// <param name="replaces">Whether it takes the place of a file that may exist.</param>
internal sealed class JournalFile(string path, DurableFiles files, bool replaces = false)
    : IDisposable
{
    private const int LargestKept = 1024 * 1024;
    private readonly Lock _lock = new();
    private ArrayBufferWriter<byte> _pending = new();
    private ArrayBufferWriter<byte> _writing = new();
    private TaskCompletionSource? _next;
    private Stream? _stream;
    private Exception? _failure;
    private bool _pumping;

    /// <summary>How many bytes were appended so far.</summary>
    public long Length { get; private set; }

    /// <summary>The failure to write, if any; the file takes nothing from then on.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_lock)
            {
                return _failure;
            }
        }
    }

    /// <summary>Appends a line, which the next flush writes.</summary>
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
                // Every caller gets the failure, now and later, because nothing may follow a line that was cut off.
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
        if (_stream is null && replaces)
        {
            files.RemoveAll(path);
        }

        _stream ??= files.Create(path);
        _stream.Write(_writing.WrittenSpan);
        files.Sync(_stream, path);
        // A buffer that one large line has made is not kept for small ones.
        _writing.ResetWrittenCount();
        _writing = _writing.Capacity > LargestKept ? new() : _writing;
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
