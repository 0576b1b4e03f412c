using System.Diagnostics;

namespace EndToEnd.Tests.Lab;

/// <summary>Waits for states.</summary>
internal static class Wait
{
    public static async Task UntilAsync(Func<bool> state, TimeSpan budget, Func<string> complaint)
    {
        var clock = Stopwatch.StartNew();
        while (!state())
        {
            if (clock.Elapsed > budget)
            {
                throw new TimeoutException($"after {budget.TotalSeconds} s: {complaint()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    public static async Task UntilAsync(
        Func<Task<bool>> state,
        TimeSpan budget,
        Func<string> complaint
    )
    {
        var clock = Stopwatch.StartNew();
        while (!await state())
        {
            if (clock.Elapsed > budget)
            {
                throw new TimeoutException($"after {budget.TotalSeconds} s: {complaint()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}
