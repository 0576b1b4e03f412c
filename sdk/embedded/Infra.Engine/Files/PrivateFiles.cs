namespace Infra.Engine.Files;

/// <summary>
/// Files and directories for their owner alone (0600 and 0700), whatever the umask. In a directory that is shared on purpose, writable by its
/// group and with the setgid bit, they are the group's too, so that a team can have a backend together.
/// </summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersDirectory = OwnersFile | UnixFileMode.UserExecute;
    private const UnixFileMode GroupsFile = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private const UnixFileMode GroupsDirectory = GroupsFile | UnixFileMode.GroupExecute;
    private const UnixFileMode Shared = UnixFileMode.SetGroup | UnixFileMode.GroupWrite;

    /// <summary>Writes a file that a person asked for; one that exists keeps its mode.</summary>
    public static async Task WriteAsync(
        string path,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken
    )
    {
        await using var stream = OpenNew(path, FileMode.Create);
        await stream.WriteAsync(content, cancellationToken);
    }

    public static FileStream Open(string path, FileMode mode)
    {
        if (mode != FileMode.CreateNew || OperatingSystem.IsWindows())
        {
            return new(path, mode, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }

        var stream = OpenNew(path, mode);
        var wanted = OwnersFile | (IsShared(Path.GetDirectoryName(path)) ? GroupsFile : default);
        // The umask may have taken rights away. File systems without modes refuse to set any, so it is done only then.
        var given = File.GetUnixFileMode(stream.SafeFileHandle);
        if ((given & wanted) != wanted)
        {
            File.SetUnixFileMode(stream.SafeFileHandle, given | wanted);
        }

        return stream;
    }

    /// <summary>Creates a directory whose parent exists.</summary>
    public static void CreateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        Directory.CreateDirectory(directory, OwnersDirectory);
        var isShared = IsShared(Path.GetDirectoryName(directory));
        var wanted = OwnersDirectory | (isShared ? GroupsDirectory : default);
        var given = File.GetUnixFileMode(directory);
        if ((given & wanted) != wanted)
        {
            File.SetUnixFileMode(directory, given | wanted);
        }
    }

    private static FileStream OpenNew(string path, FileMode mode) =>
        new(
            path,
            new FileStreamOptions
            {
                Mode = mode,
                Access = FileAccess.Write,
                Share = FileShare.Read,
                BufferSize = 0,
                UnixCreateMode = OperatingSystem.IsWindows() ? null : OwnersFile,
            }
        );

    private static bool IsShared(string? directory) =>
        !OperatingSystem.IsWindows()
        && directory is not null
        && (File.GetUnixFileMode(directory) & Shared) == Shared;
}
