namespace Infra.NixHost.Hosts.Files;

/// <summary>What a path of a host says by itself, without asking the host.</summary>
internal static class PathText
{
    /// <summary>The directory that a file lies in.</summary>
    public static string DirectoryOf(string path) => Path.GetDirectoryName(path) ?? "/";

    /// <summary>Whether a path lies below a directory.</summary>
    public static bool IsBelow(string path, string directory) =>
        path.StartsWith(
            Path.TrimEndingDirectorySeparator(directory) + "/",
            StringComparison.Ordinal
        );
}
