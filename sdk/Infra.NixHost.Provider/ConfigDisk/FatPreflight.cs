using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>
/// Finds content that QEMU's FAT disk cannot hold.
/// The disk takes about 500 MiB and 512 root entries, ignores case in names, and has no links.
/// </summary>
internal static class FatPreflight
{
    private const long MaxBytes = 500L * 1024 * 1024;
    private const long Cluster = 8 * 1024;
    private const int RootSlots = 511;
    private const int CharactersPerSlot = 13;

    /// <summary>The problems of a directory, each with the next step; empty when there are none.</summary>
    public static IEnumerable<string> Inspect(ConfigFolder folder)
    {
        var entries = ConfigTree.List(folder).ToList();
        var bytes = entries.Sum(e =>
            e is { HasContent: true, Stat: { } file }
                ? (file.Size + Cluster - 1) / Cluster * Cluster
                : Cluster
        );
        if (bytes > MaxBytes)
        {
            yield return $"has {ByteSize.Format(bytes)} in whole clusters, and a FAT disk takes {ByteSize.Format(MaxBytes)}; take files out";
        }

        var slots = entries
            .Where(e => !e.Name.Contains('/', StringComparison.Ordinal))
            .Sum(e => 1 + ((e.Name.Length + CharactersPerSlot - 1) / CharactersPerSlot));
        if (slots > RootSlots)
        {
            yield return $"needs {slots} slots for the names at its top, and a FAT disk has {RootSlots}; move files into subdirectories";
        }

        foreach (
            var clash in entries
                .GroupBy(e => e.Name.ToUpperInvariant(), StringComparer.Ordinal)
                .Where(g => g.Count() > 1)
        )
        {
            var names = string.Join("\" and \"", clash.Select(e => e.Name));
            yield return $"has \"{names}\", which are one name on a FAT disk; rename one";
        }

        foreach (var link in LeadingUp(folder, entries))
        {
            yield return $"has the link \"{link.Name}\" to {link.LinkTarget}, a directory above it that a FAT disk would repeat without end; remove it";
        }

        foreach (
            var link in entries.Where(e => e.LinkTarget is { } target && Path.IsPathRooted(target))
        )
        {
            yield return $"has the link \"{link.Name}\" to {link.LinkTarget}, and a FAT disk has no links; copy the file in, or make the link relative";
        }
    }

    /// <summary>The links to a directory above them that is the folder or lies in it.</summary>
    private static IEnumerable<ConfigEntry> LeadingUp(
        ConfigFolder folder,
        List<ConfigEntry> entries
    )
    {
        var links = entries
            .Where(e => e is { LinkTarget: not null, Stat.IsDirectory: true })
            .ToList();
        return links
            .Zip(folder.Files.EndsOf([.. links.Select(l => l.Path)]))
            .Where(link =>
                link.Second is { } end
                && IsAtOrBelow(link.First.Path, end)
                && IsAtOrBelow(end, folder.Path)
            )
            .Select(link => link.First);
    }

    private static bool IsAtOrBelow(string path, string directory) =>
        $"{path}/".StartsWith(
            Path.TrimEndingDirectorySeparator(directory) + "/",
            StringComparison.Ordinal
        );
}
