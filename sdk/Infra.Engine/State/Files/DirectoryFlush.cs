using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Infra.Engine.State.Files;

/// <summary>Makes a rename or removal durable: on POSIX systems the directory itself must reach the disk, which .NET does not offer.</summary>
internal static partial class DirectoryFlush
{
    private const int ReadOnly = 0;

    /// <summary>Flushes a directory. A file system that cannot do that for directories is left alone.</summary>
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var handle = Open(directory, ReadOnly);
        if (!handle.IsInvalid)
        {
            _ = FileSync(handle);
        }
    }

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
