using Infra.Engine.Files;
using Infra.Protocol;

namespace Infra.Engine.Values.Assets;

/// <summary>Reads a folder as an archive.</summary>
internal static class DirectoryEntries
{
    /// <summary>The engine's own directory beside a program is never archived.</summary>
    private const string Bookkeeping = ".pulumi";

    /// <summary>The files below a folder, folder by folder in the order of names; links to folders are left out.</summary>
    public static async IAsyncEnumerable<ArchiveEntry> Of(string directory, string given)
    {
        if (!Directory.Exists(directory))
        {
            throw new InfraException(
                $"The archive '{given}' ({directory}) is neither a folder nor a file whose name says which kind of archive it is."
            );
        }

        foreach (var path in Files(directory))
        {
            await using var content = RegularFile.Open(path, $"a part of the archive '{given}'");
            yield return new(Path.GetRelativePath(directory, path), content.Length, content);
        }
    }

    private static IEnumerable<string> Files(string directory)
    {
        var entries = new DirectoryInfo(directory)
            .EnumerateFileSystemInfos()
            .Where(entry => entry.Name != Bookkeeping)
            .OrderBy(entry => entry.Name, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry is FileInfo)
            {
                yield return entry.FullName;
            }
            else if (entry.LinkTarget is null)
            {
                foreach (var path in Files(entry.FullName))
                {
                    yield return path;
                }
            }
        }
    }
}
