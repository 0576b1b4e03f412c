using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Finds what a guest would miss in any format: links that lead nowhere, and files too large for a config disk.</summary>
internal static class ConfigPreflight
{
    /// <summary>ISO 9660 has 32 bits for the size of a file.</summary>
    private const long LargestFile = uint.MaxValue;

    /// <summary>What is wrong with a directory, each with the next step; nothing when it is safe.</summary>
    public static IEnumerable<string> Inspect(string directory)
    {
        foreach (var (name, entry) in ConfigTree.List(directory))
        {
            if (entry.LinkTarget is { } link)
            {
                // An absolute link is for the guest to follow, in its own file system.
                if (!Path.IsPathRooted(link) && MisplacedLink(directory, name, entry) is { } reason)
                {
                    yield return reason;
                }
            }
            else if (entry is FileInfo { Length: > LargestFile } file)
            {
                yield return $"has the file \"{name}\" of {ByteSize.Format(file.Length)}, and a config disk takes files below 4 GiB; "
                    + "put large data on a disk of its own";
            }
        }
    }

    private static string? MisplacedLink(string directory, string name, FileSystemInfo entry)
    {
        var target = Path.GetFullPath(entry.LinkTarget!, Path.GetDirectoryName(entry.FullName)!);
        if (!Path.Exists(target))
        {
            return $"has the link \"{name}\" to {entry.LinkTarget}, which does not exist; the guest would not see it: mend or remove it";
        }

        return target.StartsWith(
            Path.TrimEndingDirectorySeparator(directory) + "/",
            StringComparison.Ordinal
        )
            ? null
            : $"has the link \"{name}\" to {entry.LinkTarget}, which leads out of it; copy the file in";
    }
}
