using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Infra.Engine.Files;

/// <summary>Makes files and directories durable with fsync itself, because .NET's own flushes hide its errors.</summary>
internal static partial class DiskSync
{
    private const int Interrupted = 4;
    private const int InvalidArgument = 22;
    private const int NotSupported = 95;

    // O_RDONLY and O_CLOEXEC.
    private const int ReadOnly = 0x80000;

    /// <summary>Flushes an open file.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void File(SafeFileHandle file, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (FileSync(file) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            // A file system without fsync, such as some for directories, answers so.
            if (error is InvalidArgument or NotSupported)
            {
                return;
            }

            if (error != Interrupted)
            {
                throw Failure(path, error);
            }
        }
    }

    /// <summary>Flushes a directory, which makes renames and removals in it durable.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void Directory(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var handle = Open(path, ReadOnly);
        if (handle.IsInvalid)
        {
            throw Failure(path, Marshal.GetLastPInvokeError());
        }

        File(handle, path);
    }

    private static IOException Failure(string path, int error) =>
        new($"{Marshal.GetPInvokeErrorMessage(error)} : flushing '{path}'", error);

    [LibraryImport(
        "libc",
        EntryPoint = "open",
        StringMarshalling = StringMarshalling.Utf8,
        SetLastError = true
    )]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FileSync(SafeFileHandle file);
}
