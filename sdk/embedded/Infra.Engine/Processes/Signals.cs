using System.Runtime.InteropServices;

namespace Infra.Engine.Processes;

/// <summary>Sends signals, and lets them be handled.</summary>
public static partial class Signals
{
    internal const int Interrupt = 2;
    internal const int Kill = 9;

    /// <summary>Sends a signal to a process, or with a negative number to its group; a missing process is ignored.</summary>
    internal static void Send(int process, int signal) => _ = NativeKill(process, signal);

    /// <summary>Makes handlers of SIGINT work in a process that a script started in the background, which is born ignoring it.</summary>
    /// <remarks>The runtime installs no handler for a signal that is ignored.</remarks>
    public static void HandleInterrupt() => _ = NativeSignal(Interrupt, handler: 0);

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint NativeSignal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NativeKill(int process, int signal);
}
