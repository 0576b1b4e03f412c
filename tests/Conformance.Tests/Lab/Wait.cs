using System.Diagnostics;

namespace Conformance.Tests.Lab;

/// <summary>Waits for states.</summary>
internal static class Wait
{
    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(2);

    public static async Task UntilAsync(Func<bool> state, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!state())
        {
            if (clock.Elapsed > Budget)
            {
                throw new TimeoutException($"after {Budget.TotalSeconds} s still not: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
