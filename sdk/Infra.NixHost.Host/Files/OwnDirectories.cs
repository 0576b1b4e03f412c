namespace Infra.NixHost.Host.Files;

/// <summary>Makes directories with the same rights whatever the umask: QEMU's user must enter them, and nobody else may write there.</summary>
public static class OwnDirectories
{
    private const UnixFileMode Mode =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherExecute;

    /// <summary>Makes a directory and its missing parents. Directories that exist keep their rights.</summary>
    public static void Make(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { } parent)
        {
            Make(parent);
        }

        Directory.CreateDirectory(path, Mode);
        File.SetUnixFileMode(path, Mode);
    }
}
