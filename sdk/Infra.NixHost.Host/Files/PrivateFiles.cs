namespace Infra.NixHost.Host.Files;

/// <summary>Writes files and directories that only this user can read, whatever the umask.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>Makes a directory, or takes the rights of others from one that exists. New parents can be entered by others.</summary>
    public static void PrepareDirectory(string path)
    {
        OwnDirectories.Make(path);
        if (File.GetUnixFileMode(path) != DirectoryMode)
        {
            File.SetUnixFileMode(path, DirectoryMode);
        }
    }

    /// <summary>Adds text to a file.</summary>
    public static void Append(string path, string text) => Write(path, FileMode.Append, text);

    /// <summary>Replaces a file atomically.</summary>
    public static void Replace(string path, string text)
    {
        Write(path + ".part", FileMode.Create, text);
        File.Move(path + ".part", path, overwrite: true);
    }

    private static void Write(string path, FileMode mode, string text)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };
        using var writer = new StreamWriter(path, options);
        // A file of a former version may be readable by others.
        if (File.GetUnixFileMode(path) != OwnerOnly)
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }

        writer.Write(text);
    }
}
