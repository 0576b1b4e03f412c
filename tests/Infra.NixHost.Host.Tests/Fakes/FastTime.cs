namespace Infra.NixHost.Host.Tests.Fakes;

/// <summary>The system's clock with timers that fire twenty times as early, so that no test waits for a grace.</summary>
internal sealed class FastTime : TimeProvider
{
    private const int Factor = 20;

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    ) =>
        base.CreateTimer(
            callback,
            state,
            dueTime > TimeSpan.Zero ? dueTime / Factor : dueTime,
            period
        );
}
