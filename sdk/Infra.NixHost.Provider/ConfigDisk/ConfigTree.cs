using System.Collections.Immutable;

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

    /// <summary>All files, directories and links below a directory.</summary>
    /// <param name="folder">The directory.</param>
    /// <param name="unreadable">Gets the name of each directory that cannot be read and the reason; its content is left out.</param>
    public static IEnumerable<ConfigEntry> List(
        ConfigFolder folder,
        Action<string, string>? unreadable = null
    ) => List(folder, "", unreadable);

    private static IEnumerable<ConfigEntry> List(
        ConfigFolder folder,
        string prefix,
        Action<string, string>? unreadable
    )
    {
        foreach (var entry in Read(folder, prefix, unreadable))
        {
            yield return entry;
            if (entry.IsDirectory)
            {
                foreach (
                    var below in List(
                        folder with
                        {
                            Path = entry.Path,
                        },
                        entry.Name + "/",
                        unreadable
                    )
                )
                {
                    yield return below;
                }
            }
        }
    }

    private static IEnumerable<ConfigEntry> Read(
        ConfigFolder folder,
        string prefix,
        Action<string, string>? unreadable
    )
    {
        try
        {
            var names = folder.Files.List(folder.Path);
            string[] paths = [.. names.Select(name => Path.Combine(folder.Path, name))];
            var stats = folder.Files.Stat(paths);
            var targets = folder.Files.ReadLinks(paths);
            return names
                .Select((name, i) => new ConfigEntry(prefix + name, paths[i], stats[i], targets[i]))
                .Where(entry => !IsIgnored(entry));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unreadable?.Invoke(prefix.TrimEnd('/'), e.Message);
            return [];
        }
    }

    private static bool IsIgnored(ConfigEntry entry)
    {
        var name = Path.GetFileName(entry.Path);
        var isLink = entry.LinkTarget is not null;
        return Ignored.Contains(name)
            || name.StartsWith(".#", StringComparison.Ordinal)
            || (
                isLink && (name == "result" || name.StartsWith("result-", StringComparison.Ordinal))
            )
            || (entry.IsFile && IsOfEditor(name));
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
