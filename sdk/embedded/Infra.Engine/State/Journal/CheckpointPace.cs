namespace Infra.Engine.State.Journal;

/// <summary>
/// When a run brings the checkpoint up to date, which other tools read without the journal: a second after the first change, and from then on
/// as late as it may be for the checkpoint never to lack two seconds, unless that took more than a third of the time.
/// </summary>
/// <remarks>Each save writes the whole state, so that every save that can be spared keeps the bytes of an operation from growing with the stack.</remarks>
internal sealed class CheckpointPace : IDisposable
{
    private const int Share = 3;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);

    /// <summary>How much the checkpoint may lack, less what timers and a slow disk are late.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1.6);
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private long _saved;
    private TimeSpan _cost;
    private bool _isDue;
    private bool _isFirst = true;

    /// <summary>Starts the clock.</summary>
    /// <param name="save">Saves; called when it is time, from any thread.</param>
    public CheckpointPace(TimeProvider clock, Action save)
    {
        _clock = clock;
        _saved = clock.GetTimestamp();
        _timer = clock.CreateTimer(
            _ => save(),
            state: null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>Says that the checkpoint lacks something now.</summary>
    public void Changed()
    {
        if (_isDue)
        {
            return;
        }

        _isDue = true;
        // The next save may take longer than the last one, because the state grows.
        var late = _isFirst ? First : Most - (_cost * 2);
        var share = (_cost * Share) - _clock.GetElapsedTime(_saved);
        var rest = share > late ? share : late;
        _timer.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Says that saving was tried.</summary>
    /// <param name="began">When, as a timestamp of the clock.</param>
    public void Saved(long began)
    {
        _isDue = false;
        _saved = began;
        // The first save is mostly the compiler's time, which no later one takes.
        _cost = _clock.GetElapsedTime(began) / (_isFirst ? 2 : 1);
        _isFirst = false;
    }

    public void Dispose() => _timer.Dispose();
}
