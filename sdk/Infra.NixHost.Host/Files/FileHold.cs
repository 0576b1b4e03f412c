namespace Infra.NixHost.Hosts.Files;

/// <summary>A file that only one process holds at a time; it is gone once nobody holds it.</summary>
internal sealed class FileHold : IDisposable
{
    private const int HeldByAnother = 11; // EWOULDBLOCK

    private readonly FileStream _file;

    private FileHold(FileStream file) => _file = file;

    /// <summary>Holds a file; <c>null</c> while somebody else does.</summary>
    public static FileHold? Try(string path)
    {
        while (true)
        {
            FileStream file;
            try
            {
                file = Open(path);
            }
            catch (IOException e) when (e.HResult == HeldByAnother)
            {
                return null;
            }

            // The one before may have removed the file after this one had opened it, and the next one then makes another.
            if (
                StampOf(path)
                == StampOf($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}")
            )
            {
                return new(file);
            }

            file.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Only who holds the file removes it.
        LocalFiles.DeleteOne(_file.Name);
        _file.Dispose();
    }

    private static string? StampOf(string path) => Statx.Read(path)?.Stamp;

    private static FileStream Open(string path) =>
        new(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
}
