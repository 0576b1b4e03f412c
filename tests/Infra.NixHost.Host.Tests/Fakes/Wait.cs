using System.Diagnostics;

namespace Infra.NixHost.Host.Tests.Fakes;

/// <summary>Waits for a state, with a budget.</summary>
internal static class Wait
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!holds())
        {
            if (Stopwatch.GetElapsedTime(began) > Budget)
                Assert.Fail($"Not within {Budget.TotalSeconds} s: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }
}
