using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Infra.Cli.Terminals;

/// <summary>Tells which standard streams the process was started with.</summary>
internal static class StandardStreams
{
    private const int Last = 2;
    private const long CloseOnExec = 0x80000;
    private static readonly List<SafeFileHandle> Reserved = [];

    /// <summary>Whether a descriptor is a stream that the process was started with. The runtime may have reused a closed one.</summary>
    public static bool IsInherited(int descriptor)
    {
        try
        {
            // A descriptor that closes on exec was opened by this process, because exec would have closed it.
            var flags = File.ReadLines(
                    $"/proc/self/fdinfo/{descriptor.ToString(CultureInfo.InvariantCulture)}"
                )
                .First(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return (Convert.ToInt64(flags["flags:".Length..].Trim(), 8) & CloseOnExec) == 0;
        }
        catch (IOException)
        {
            return !Directory.Exists("/proc/self/fdinfo");
        }
        catch (UnauthorizedAccessException)
        {
            // Some hardened containers hide the list; the descriptor is then taken for what it seems to be.
            return true;
        }
    }

    /// <summary>Opens /dev/null under the numbers of closed standard streams, so that no file of the state gets them.</summary>
    public static void ReserveClosed()
    {
        while (true)
        {
            var handle = File.OpenHandle(
                "/dev/null",
                FileMode.Open,
                FileAccess.ReadWrite,
                FileShare.ReadWrite
            );
            if (handle.DangerousGetHandle() > Last)
            {
                handle.Dispose();
                return;
            }

            Reserved.Add(handle);
        }
    }
}
