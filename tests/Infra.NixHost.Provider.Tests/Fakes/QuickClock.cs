namespace Infra.NixHost.Provider.Tests.Fakes;

/// <summary>A clock whose waits take a thousandth of the time.</summary>
internal sealed class QuickClock : TimeProvider
{
    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) => base.CreateTimer(callback, state, Quick(dueTime), Quick(period));

    private static TimeSpan Quick(TimeSpan time) =>
        time == Timeout.InfiniteTimeSpan ? time : time / 1000;
}
