using System.Runtime.InteropServices;

namespace Infra.NixHost.Provider.Hosting;

/// <summary>Detects that the engine has ended, even after a kill, because this process then gets another parent.</summary>
internal static partial class ParentWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>The process that is this one's parent now; another one once the engine has died.</summary>
    public static int ParentId => GetParentId();

    /// <summary>Completes when the parent process has died.</summary>
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
