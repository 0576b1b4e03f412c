using System.Runtime.InteropServices;

namespace Infra.NixHost.Provider.Hosting;

/// <summary>
/// SIGINT is how engines end their plugins. A shell that runs an engine in the background makes all its children ignore it, and .NET keeps that.
/// </summary>
internal static partial class InterruptSignal
{
    private const int Interrupt = 2;
    private const nint Default = 0;

    /// <summary>Makes the signal count again; call it before a handler is registered.</summary>
    public static void Heed() => SetHandler(Interrupt, Default);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);
}
