using System.Formats.Tar;
using System.IO.Compression;
using Infra.Protocol;

namespace Infra.Engine.Values.Assets;

/// <summary>Reads archive files. Folders in them are skipped.</summary>
internal static class ArchiveFiles
{
    /// <summary>The files in a tar file.</summary>
    public static IEnumerable<ArchiveEntry> Tar(Stream file)
    {
        using var reader = new TarReader(file);
        while (Next(reader) is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                yield return new(
                    EntryNames.Clean(entry.Name),
                    entry.Length,
                    entry.DataStream ?? Stream.Null
                );
            }
        }
    }

    /// <summary>The files in a zip file.</summary>
    public static IEnumerable<ArchiveEntry> Zip(Stream file)
    {
        using var archive = Open(file);
        foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            using var content = entry.Open();
            yield return new(EntryNames.Clean(entry.FullName), entry.Length, content);
        }
    }

    private static TarEntry? Next(TarReader reader)
    {
        try
        {
            return reader.GetNextEntry();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new InfraException($"An archive is not a complete tar file: {e.Message}", e);
        }
    }

    private static ZipArchive Open(Stream file)
    {
        try
        {
            return new(file, ZipArchiveMode.Read);
        }
        catch (InvalidDataException e)
        {
            throw new InfraException($"An archive is not a complete zip file: {e.Message}", e);
        }
    }
}
