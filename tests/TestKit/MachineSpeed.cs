using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TestKit;

/// <summary>How fast the machine is at the moment: what else it does counts too.</summary>
public static class MachineSpeed
{
    private const int Rounds = 100_000_000;

    /// <summary>What the loop takes on an idle machine of the kind that the budgets are written for.</summary>
    private static readonly TimeSpan Reference = TimeSpan.FromMilliseconds(250);

    /// <summary>The measured time as a multiple of the reference, at least 1. It takes about a quarter of a second.</summary>
    public static double Slowness()
    {
        var clock = Stopwatch.StartNew();
        Spin();
        return Math.Max(1, clock.Elapsed / Reference);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong Spin()
    {
        var x = 88172645463325252UL;
        for (var i = 0; i < Rounds; i++)
        {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
        }

        return x;
    }
}
