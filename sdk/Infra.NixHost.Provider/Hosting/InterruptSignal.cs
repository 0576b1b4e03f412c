using System.Runtime.InteropServices;

namespace Infra.NixHost.Provider.Hosting;

/// <summary>
/// Restores the default handling of SIGINT, with which engines stop their plugins.
/// A shell makes background processes and their children ignore SIGINT, and .NET keeps that setting.
/// </summary>
internal static partial class InterruptSignal
{
    private const int Interrupt = 2;
    private const nint Default = 0;

    /// <summary>Restores the default handler; must run before a handler is registered.</summary>
    public static void Heed() => SetHandler(Interrupt, Default);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);
}
