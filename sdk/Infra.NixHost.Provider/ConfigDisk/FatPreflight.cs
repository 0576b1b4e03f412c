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
    public static IEnumerable<string> Inspect(string directory)
    {
        var entries = ConfigTree.List(directory).ToList();
        var bytes = entries.Sum(e =>
            ConfigTree.FileOf(e.Entry) is { } file
                ? (file.Length + Cluster - 1) / Cluster * Cluster
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

        foreach (var (name, entry) in entries.Where(e => LeadsUp(directory, e.Entry)))
        {
            yield return $"has the link \"{name}\" to {entry.LinkTarget}, a directory above it that a FAT disk would repeat without end; remove it";
        }

        foreach (
            var (name, entry) in entries.Where(e =>
                e.Entry.LinkTarget is { } link && Path.IsPathRooted(link)
            )
        )
        {
            yield return $"has the link \"{name}\" to {entry.LinkTarget}, and a FAT disk has no links; copy the file in, or make the link relative";
        }
    }

    private static bool LeadsUp(string directory, FileSystemInfo entry) =>
        entry.LinkTarget is not null
        && ConfigTree.EndOf(entry) is DirectoryInfo target
        && $"{entry.FullName}/".StartsWith(
            Path.TrimEndingDirectorySeparator(target.FullName) + "/",
            StringComparison.Ordinal
        )
        && $"{target.FullName}/".StartsWith(
            Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)) + "/",
            StringComparison.Ordinal
        );
}
