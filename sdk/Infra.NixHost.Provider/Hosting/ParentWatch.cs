using System.Runtime.InteropServices;

namespace Infra.NixHost.Provider.Hosting;

/// <summary>Notices that the engine is gone, also when it was killed and could say nothing: its children get another parent then.</summary>
internal static partial class ParentWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Ends when the process that started this one has died.</summary>
    public static async Task WaitForDeathAsync(
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var parent = GetParentId();
        using var timer = new PeriodicTimer(Interval, clock);
        while (GetParentId() == parent && await timer.WaitForNextTickAsync(cancellationToken)) { }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentId();
}
