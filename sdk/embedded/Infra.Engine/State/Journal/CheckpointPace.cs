namespace Infra.Engine.State.Journal;

/// <summary>
/// When a run brings the checkpoint up to date, which other tools read without the journal: half a second after the first change, and from then on
/// so often that the checkpoint never lacks two seconds, unless that took more than a third of the time.
/// </summary>
/// <remarks>Each save writes the whole state, so more saves than that would make a long run's cost grow with the square of its length.</remarks>
internal sealed class CheckpointPace : IDisposable
{
    private const int Share = 3;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.5);
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
        var pause =
            _isFirst ? First
            : _cost * Share > Pause ? _cost * Share
            : Pause;
        var rest = pause - _clock.GetElapsedTime(_saved);
        _timer.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Says that saving was tried.</summary>
    /// <param name="began">When, as a timestamp of the clock.</param>
    public void Saved(long began)
    {
        _isDue = false;
        _saved = began;
        // The first save is mostly the compiler's time, which no later one takes.
        _cost = _isFirst ? TimeSpan.Zero : _clock.GetElapsedTime(began);
        _isFirst = false;
    }

    public void Dispose() => _timer.Dispose();
}
