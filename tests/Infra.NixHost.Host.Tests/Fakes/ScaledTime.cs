namespace Infra.NixHost.Hosts.Tests.Fakes;

/// <summary>The system's clock with timers that fire earlier or later than asked.</summary>
internal sealed class ScaledTime : TimeProvider
{
    private readonly double _speed;

    private ScaledTime(double speed) => _speed = speed;

    /// <summary>Timers fire twenty times as early, so that no test waits for a grace.</summary>
    public static ScaledTime Fast { get; } = new(20);

    /// <summary>Timers fire twenty times as late, so that a busy machine misses no grace.</summary>
    public static ScaledTime Slow { get; } = new(0.05);

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) =>
        base.CreateTimer(
            callback,
            state,
            dueTime > TimeSpan.Zero ? dueTime / _speed : dueTime,
            period
        );
}
