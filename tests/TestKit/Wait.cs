using System.Diagnostics;

namespace TestKit;

/// <summary>Waits for states. The budget only ends what hangs: it grows with the slowness of the machine.</summary>
public static class Wait
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until the state holds.</summary>
    /// <param name="state">Whether it holds.</param>
    /// <param name="complaint">What is wrong if it never does.</param>
    /// <param name="budget">How long to wait on a machine of the usual speed: two minutes unless said.</param>
    /// <exception cref="TimeoutException">The state did not hold within the budget.</exception>
    public static Task UntilAsync(
        Func<bool> state,
        Func<string> complaint,
        TimeSpan? budget = null
    ) => UntilAsync(() => Task.FromResult(state()), complaint, budget);

    /// <inheritdoc cref="UntilAsync(Func{bool}, Func{string}, TimeSpan?)"/>
    public static Task UntilAsync(Func<bool> state, string complaint, TimeSpan? budget = null) =>
        UntilAsync(state, () => complaint, budget);

    /// <inheritdoc cref="UntilAsync(Func{bool}, Func{string}, TimeSpan?)"/>
    public static async Task UntilAsync(
        Func<Task<bool>> state,
        Func<string> complaint,
        TimeSpan? budget = null
    )
    {
        var (clock, limit) = (Stopwatch.StartNew(), budget ?? Usual);
        var isMeasured = false;
        while (!await state())
        {
            if (clock.Elapsed > limit)
            {
                if (isMeasured)
                {
                    throw new TimeoutException($"after {limit.TotalSeconds:0} s: {complaint()}");
                }

                // The speed is measured only here, when it matters and as it is now.
                (isMeasured, limit) = (true, limit * MachineSpeed.Slowness());
            }

            // What comes soon is seen at once, and what takes long is not slowed down by being looked at.
            var pause = clock.Elapsed / 50;
            await Task.Delay(
                pause < ShortestPause ? ShortestPause
                : pause > LongestPause ? LongestPause
                : pause
            );
        }
    }
}
