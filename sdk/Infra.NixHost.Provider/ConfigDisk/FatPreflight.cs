using Infra.NixHost.Provider.Values;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>
/// Finds what a guest would miss on a FAT disk made by QEMU: it has room for about 500 MiB and 512 slots in its root, no case in names, and
/// no links.
/// </summary>
internal static class FatPreflight
{
    private const long MaxBytes = 500L * 1024 * 1024;
    private const long Cluster = 8 * 1024;
    private const int RootSlots = 511;
    private const int CharactersPerSlot = 13;

    /// <summary>What is wrong with a directory, each with the next step; nothing when it is safe.</summary>
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

        foreach (
            var (name, entry) in entries.Where(e =>
                e.Entry.LinkTarget is { } link && Path.IsPathRooted(link)
            )
        )
        {
            yield return $"has the link \"{name}\" to {entry.LinkTarget}, and a FAT disk has no links; copy the file in, or make the link relative";
        }
    }
}
