using Infra.NixHost.Hosts.Files;

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
    public static IEnumerable<string> Inspect(ConfigFolder folder)
    {
        var unreadable = new List<string>();
        var entries = ConfigTree
            .List(folder, (name, reason) => unreadable.Add(UnreadableDirectory(name, reason)))
            .ToList();
        var files = Read(folder, entries);
        var links = Follow(folder, entries);
        foreach (var entry in entries)
        {
            var reason = entry switch
            {
                { Name: var name } when name.Contains(Undecodable) =>
                    $"has the entry \"{name}\", whose name is not UTF-8; rename it",
                _ when links.TryGetValue(entry, out var link) => MisplacedLink(folder, entry, link),
                { IsFile: true } => UnfitFile(entry, files.GetValueOrDefault(entry)),
                _ => null,
            };
            if (reason is not null)
            {
                yield return reason;
            }
        }

        foreach (var reason in unreadable)
        {
            yield return reason;
        }
    }

    /// <summary>Tries to read the files with content.</summary>
    private static Dictionary<ConfigEntry, FileContent> Read(
        ConfigFolder folder,
        List<ConfigEntry> entries
    )
    {
        var files = entries.Where(e => e.IsFile && e.HasContent).ToList();
        return files
            .Zip(folder.Files.Read([.. files.Select(f => f.Path)], FilePart.First(0)))
            .ToDictionary();
    }

    /// <summary>
    /// The ends of the relative links, and whether there is what they name. The guest resolves an absolute link in its own file system.
    /// </summary>
    private static Dictionary<ConfigEntry, (string? End, bool Exists)> Follow(
        ConfigFolder folder,
        List<ConfigEntry> entries
    )
    {
        var links = entries
            .Where(e => e.LinkTarget is { } target && !Path.IsPathRooted(target))
            .ToList();
        var ends = folder.Files.EndsOf([.. links.Select(l => l.Path)]);
        var stats = folder.Files.Stat([.. links.Select(TargetOf)]);
        return links
            .Select((link, i) => (Link: link, (ends[i], stats[i] is not null)))
            .ToDictionary();
    }

    /// <summary>The absolute path that a link names.</summary>
    private static string TargetOf(ConfigEntry link) =>
        Path.GetFullPath(link.LinkTarget ?? "", Path.GetDirectoryName(link.Path) ?? "/");

    private static string? UnfitFile(ConfigEntry file, FileContent? content)
    {
        if (content is null)
        {
            return $"has \"{file.Name}\", which is neither a file nor a directory nor a link; take it out";
        }

        if (file.Stat is { Size: > LargestFile and var size })
        {
            return $"has the file \"{file.Name}\" of {ByteSize.Format(size)}, and a config disk holds files below 4 GiB; "
                + "put large data on a disk of its own";
        }

        return content.Failure is { } failure
            ? $"has the file \"{file.Name}\", which this user may not read ({failure.Message}); change its mode, or take it out"
            : null;
    }

    private static string UnreadableDirectory(string name, string reason) =>
        $"{(name.Length == 0 ? "cannot be read" : $"has the directory \"{name}\", which this user may not read")} ({reason}); "
        + "change its mode, or take it out";

    private static string? MisplacedLink(
        ConfigFolder folder,
        ConfigEntry link,
        (string? End, bool Exists) found
    )
    {
        if (found.End is null)
        {
            return $"has the link \"{link.Name}\" to {link.LinkTarget}, which leads in a circle; fix or remove it";
        }

        if (!found.Exists)
        {
            return $"has the link \"{link.Name}\" to {link.LinkTarget}, which does not exist; correct or remove the link";
        }

        return TargetOf(link)
            .StartsWith(
                Path.TrimEndingDirectorySeparator(folder.Path) + "/",
                StringComparison.Ordinal
            )
            ? null
            : $"has the link \"{link.Name}\" to {link.LinkTarget}, which leads out of it; copy the file in";
    }
}
