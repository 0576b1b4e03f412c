using System.Runtime.InteropServices;

namespace Infra.Engine.Processes;

/// <summary>Sends signals.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;

    /// <summary>Sends a signal to a process, or with a negative number to its group; a missing process is ignored.</summary>
    public static void Send(int process, int signal) => _ = NativeKill(process, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NativeKill(int process, int signal);
}
