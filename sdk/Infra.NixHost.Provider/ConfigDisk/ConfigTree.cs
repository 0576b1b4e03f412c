using System.Collections.Immutable;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>The files of a directory as they reach the store: what <c>INixStore.AddDirectoryAsync</c> leaves out is left out here too.</summary>
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

    /// <summary>Every file, directory and link below a directory, with its path relative to it.</summary>
    public static IEnumerable<(string Name, FileSystemInfo Entry)> List(string directory) =>
        List(new DirectoryInfo(directory), "");

    private static IEnumerable<(string Name, FileSystemInfo Entry)> List(
        DirectoryInfo directory,
        string prefix
    )
    {
        foreach (
            var entry in directory
                .EnumerateFileSystemInfos()
                .Where(e => !IsIgnored(e))
                .OrderBy(e => e.Name, StringComparer.Ordinal)
        )
        {
            var name = prefix + entry.Name;
            yield return (name, entry);
            if (entry is DirectoryInfo { LinkTarget: null } child)
            {
                foreach (var below in List(child, name + "/"))
                {
                    yield return below;
                }
            }
        }
    }

    /// <summary>The file an entry is or leads to, or <c>null</c> when it is none.</summary>
    public static FileInfo? FileOf(FileSystemInfo entry)
    {
        var real = entry.LinkTarget is null
            ? entry
            : entry.ResolveLinkTarget(returnFinalTarget: true);
        return real is FileInfo { Exists: true, LinkTarget: null } file ? file : null;
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
