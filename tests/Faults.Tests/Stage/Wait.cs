using System.Diagnostics;

namespace Faults.Tests.Stage;

/// <summary>Waits for states.</summary>
internal static class Wait
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(120);

    public static async Task UntilAsync(Func<bool> state, string complaint)
    {
        var clock = Stopwatch.StartNew();
        while (!state())
        {
            if (clock.Elapsed > Budget)
            {
                throw new TimeoutException($"after {Budget.TotalSeconds} s: {complaint}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
    }
}
