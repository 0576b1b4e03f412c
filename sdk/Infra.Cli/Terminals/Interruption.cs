namespace Infra.Cli.Terminals;

/// <summary>Ctrl-C and SIGTERM: the first asks for a graceful end, the second for an immediate one.</summary>
internal sealed class Interruption : IDisposable
{
    private const string First =
        "Stopping: nothing new begins, what runs is asked to end and the state is saved. Ctrl-C again stops at once.";
    private const string Second =
        "Stopping at once: operations under way stay in the state as pending.";
    private readonly CancellationTokenSource _graceful = new();
    private readonly CancellationTokenSource _termination = new();
    private readonly Lock _gate = new();
    private Action<string>? _notice;
    private int _signals;

    /// <summary>Set by the first signal.</summary>
    public CancellationToken Graceful => _graceful.Token;

    /// <summary>Set by the second signal.</summary>
    public CancellationToken Termination => _termination.Token;

    /// <summary>Takes a signal. Gives <c>false</c> when there have been so many that the process should just end.</summary>
    public bool Signal()
    {
        var count = Interlocked.Increment(ref _signals);
        Notify(count == 1 ? First : Second);
        var source = count == 1 ? _graceful : _termination;
        source.Cancel();
        return count <= 2;
    }

    /// <summary>While a run goes on, its display says what a signal does.</summary>
    public IDisposable Watch(Action<string> notice)
    {
        lock (_gate)
        {
            _notice = notice;
        }

        return new Watching(this);
    }

    public void Dispose()
    {
        _graceful.Dispose();
        _termination.Dispose();
    }

    private void Notify(string text)
    {
        lock (_gate)
        {
            _notice?.Invoke(text);
        }
    }

    private sealed class Watching(Interruption interruption) : IDisposable
    {
        public void Dispose()
        {
            lock (interruption._gate)
            {
                interruption._notice = null;
            }
        }
    }
}
