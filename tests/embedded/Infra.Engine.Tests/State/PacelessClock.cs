using Microsoft.Extensions.Time.Testing;

namespace Infra.Engine.Tests.State;

/// <summary>The machine's time, where timers that are set later never fire: no run saves in its middle because the machine is slow.</summary>
internal sealed class PacelessClock : TimeProvider
{
    private readonly FakeTimeProvider _standing = new();

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) =>
        (dueTime == Timeout.InfiniteTimeSpan ? _standing : System).CreateTimer(
            callback,
            state,
            dueTime,
            period
        );
}
