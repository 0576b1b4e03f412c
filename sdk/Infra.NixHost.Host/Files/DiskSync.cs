using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Infra.NixHost.Hosts.Files;

/// <summary>Brings files and directories to the disk with fsync itself, because .NET's own flushes hide that the disk refused.</summary>
/// <param name="before">Hears of each path before it is synced; for tests.</param>
internal sealed partial class DiskSync(Action<string>? before = null)
{
    private const int Interrupted = 4;
    private const int Denied = 13;
    private const int InvalidArgument = 22;
    private const int NotSupported = 95;

    // O_RDONLY and O_CLOEXEC.
    private const int ReadOnly = 0x80000;

    /// <summary>Brings the bytes of an open file to the disk.</summary>
    /// <exception cref="IOException">The disk did not take them.</exception>
    public void File(SafeFileHandle file, string path)
    {
        before?.Invoke(path);
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

    /// <summary>Brings the names in the directory of a file to the disk, so that a power cut undoes no rename.</summary>
    /// <exception cref="IOException">The disk did not take them.</exception>
    public void DirectoryOf(string path)
    {
        var directory = PathText.DirectoryOf(path);
        using var handle = Open(directory, ReadOnly);
        if (!handle.IsInvalid)
        {
            File(handle, directory);
            return;
        }

        // Who may write names into a directory may perhaps not read it, and nobody else can sync it then.
        var error = Marshal.GetLastPInvokeError();
        if (error != Denied)
        {
            throw Failure(directory, error);
        }
    }

    private static IOException Failure(string path, int error) =>
        new($"{Marshal.GetPInvokeErrorMessage(error)} : syncing '{path}'", error);

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
