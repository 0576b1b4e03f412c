using Infra.NixHost.Host.Files;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>
/// Finds what a guest would miss in any format: links that lead nowhere, files that are too large, and entries that cannot be read or named.
/// </summary>
internal static class ConfigPreflight
{
    /// <summary>The limit of ISO 9660, which has 32 bits for the size of a file.</summary>
    private const long LargestFile = uint.MaxValue;

    /// <summary>.NET reads this character for bytes that are not UTF-8.</summary>
    private const char Undecodable = '\ufffd';

    /// <summary>The problems of a directory, each with the next step; empty when there are none.</summary>
    public static IEnumerable<string> Inspect(string directory)
    {
        var unreadable = new List<string>();
        foreach (
            var (name, entry) in ConfigTree.List(
                directory,
                (name, reason) => unreadable.Add(UnreadableDirectory(name, reason))
            )
        )
        {
            if (Unfit(directory, name, entry) is { } reason)
            {
                yield return reason;
            }
        }

        foreach (var reason in unreadable)
        {
            yield return reason;
        }
    }

    private static string? Unfit(string directory, string name, FileSystemInfo entry) =>
        entry switch
        {
            _ when name.Contains(Undecodable) =>
                $"has the entry \"{name}\", whose name is not UTF-8; rename it",
            // The guest resolves an absolute link in its own file system.
            { LinkTarget: { } link } => Path.IsPathRooted(link)
                ? null
                : MisplacedLink(directory, name, entry),
            FileInfo file => UnfitFile(name, file),
            _ => null,
        };

    private static string? UnfitFile(string name, FileInfo file)
    {
        if (FileStat.Read(file.FullName) is not { IsRegularFile: true })
        {
            return $"has \"{name}\", which is neither a file nor a directory nor a link; take it out";
        }

        if (file.Length > LargestFile)
        {
            return $"has the file \"{name}\" of {ByteSize.Format(file.Length)}, and a config disk holds files below 4 GiB; "
                + "put large data on a disk of its own";
        }

        try
        {
            file.OpenRead().Dispose();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"has the file \"{name}\", which this user may not read ({e.Message}); change its mode, or take it out";
        }
    }

    private static string UnreadableDirectory(string name, string reason) =>
        $"{(name.Length == 0 ? "cannot be read" : $"has the directory \"{name}\", which this user may not read")} ({reason}); "
        + "change its mode, or take it out";

    private static string? MisplacedLink(string directory, string name, FileSystemInfo entry)
    {
        // The entry is a link.
        var target = Path.GetFullPath(
            entry.LinkTarget!,
            Path.GetDirectoryName(entry.FullName) ?? "/"
        );
        if (ConfigTree.EndOf(entry) is null)
        {
            return $"has the link \"{name}\" to {entry.LinkTarget}, which leads in a circle; fix or remove it";
        }

        if (!Path.Exists(target))
        {
            return $"has the link \"{name}\" to {entry.LinkTarget}, which does not exist; correct or remove the link";
        }

        return target.StartsWith(
            Path.TrimEndingDirectorySeparator(directory) + "/",
            StringComparison.Ordinal
        )
            ? null
            : $"has the link \"{name}\" to {entry.LinkTarget}, which leads out of it; copy the file in";
    }
}
