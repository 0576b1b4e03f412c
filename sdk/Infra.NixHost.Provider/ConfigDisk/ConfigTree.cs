using System.Collections.Immutable;
using Infra.NixHost.Host.Files;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Lists a directory without the entries that <c>INixStore.AddDirectoryAsync</c> omits.</summary>
internal static class ConfigTree
{
    private static readonly ImmutableArray<string> Ignored =
    [
        ".git",
        ".hg",
        ".svn",
        ".direnv",
        ".pulumi",
        "node_modules",
        ".DS_Store",
    ];

    /// <summary>All files, directories and links below a directory, with their relative paths.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="unreadable">Gets the name of each directory that cannot be read and the reason; its content is left out.</param>
    public static IEnumerable<(string Name, FileSystemInfo Entry)> List(
        string directory,
        Action<string, string>? unreadable = null
    ) => List(new DirectoryInfo(directory), "", unreadable);

    private static IEnumerable<(string Name, FileSystemInfo Entry)> List(
        DirectoryInfo directory,
        string prefix,
        Action<string, string>? unreadable
    )
    {
        foreach (var entry in Read(directory, prefix, unreadable))
        {
            var name = prefix + entry.Name;
            yield return (name, entry);
            if (entry is DirectoryInfo { LinkTarget: null } child)
            {
                foreach (var below in List(child, name + "/", unreadable))
                {
                    yield return below;
                }
            }
        }
    }

    private static IReadOnlyList<FileSystemInfo> Read(
        DirectoryInfo directory,
        string prefix,
        Action<string, string>? unreadable
    )
    {
        try
        {
            return
            [
                .. directory
                    .EnumerateFileSystemInfos()
                    .Where(e => !IsIgnored(e))
                    .OrderBy(e => e.Name, StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unreadable?.Invoke(prefix.TrimEnd('/'), e.Message);
            return [];
        }
    }

    /// <summary>The file that an entry is or links to; <c>null</c> for anything else.</summary>
    public static FileInfo? FileOf(FileSystemInfo entry) =>
        (entry.LinkTarget is null ? entry : EndOf(entry))
            is FileInfo { Exists: true, LinkTarget: null } file
        && FileStat.Read(file.FullName) is { IsRegularFile: true }
            ? file
            : null;

    /// <summary>The end of a chain of links, or <c>null</c> when the links lead in a circle.</summary>
    public static FileSystemInfo? EndOf(FileSystemInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            // The kernel gives up after 40 links.
            return null;
        }
    }

    private static bool IsIgnored(FileSystemInfo entry)
    {
        var name = entry.Name;
        var isLink = entry.LinkTarget is not null;
        return Ignored.Contains(name)
            || name.StartsWith(".#", StringComparison.Ordinal)
            || (
                isLink && (name == "result" || name.StartsWith("result-", StringComparison.Ordinal))
            )
            || (!isLink && entry is FileInfo && IsOfEditor(name));
    }

    private static bool IsOfEditor(string name) =>
        name.EndsWith('~')
        || (
            name.StartsWith('.')
            && (
                name.EndsWith(".swp", StringComparison.Ordinal)
                || name.EndsWith(".swo", StringComparison.Ordinal)
            )
        )
        || (name.Length > 1 && name.StartsWith('#') && name.EndsWith('#'));
}
