namespace Infra.NixHost.Hosts.Files;

/// <summary>Makes directories of this machine with the same rights whatever the umask.</summary>
internal static class LocalDirectories
{
    private const UnixFileMode Private =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode Entered =
        Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <inheritdoc cref="IHostFiles.MakeDirectory"/>
    public static void Make(string path, DirectoryRights rights)
    {
        if (rights == DirectoryRights.Listed)
        {
            Directory.CreateDirectory(path);
            return;
        }

        MakeEntered(path);
        if (rights == DirectoryRights.Private && File.GetUnixFileMode(path) != Private)
        {
            File.SetUnixFileMode(path, Private);
        }
    }

    /// <summary>The directory itself, or the nearest one above that exists.</summary>
    public static string NearestOf(string directory)
    {
        var there = directory;
        while (!Directory.Exists(there))
        {
            there = PathText.DirectoryOf(there);
        }

        return there;
    }

    private static void MakeEntered(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { } parent)
        {
            MakeEntered(parent);
        }

        Directory.CreateDirectory(path, Entered);
        File.SetUnixFileMode(path, Entered);
    }
}
