namespace Infra.Cli.Terminals;

/// <summary>Handles Ctrl-C and SIGTERM: the first signal stops gracefully, the second immediately.</summary>
internal sealed class Interruption : IDisposable
{
    private const string First =
        "Stopping: no new operation starts, running operations are cancelled, and the state is saved. Press Ctrl-C again to stop immediately.";
    private const string Second =
        "Stopping immediately: running operations stay in the state as pending.";
    private readonly CancellationTokenSource _graceful = new();
    private readonly CancellationTokenSource _termination = new();
    private readonly Lock _gate = new();
    private Action<string>? _notice;
    private int _signals;

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Graceful => _graceful.Token;

    /// <summary>Is cancelled by the second signal.</summary>
    public CancellationToken Termination => _termination.Token;

    /// <summary>Handles one signal. Returns <c>false</c> when the signal should end the process.</summary>
    public bool Signal()
    {
        var count = Interlocked.Increment(ref _signals);
        if (count > 2)
        {
            return false;
        }

        // The notice comes last, because a terminal that takes no output blocks it.
        (count == 1 ? _graceful : _termination).Cancel();
        Notify(count == 1 ? First : Second);
        return true;
    }

    /// <summary>Lets the display of a run show what a signal does.</summary>
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
