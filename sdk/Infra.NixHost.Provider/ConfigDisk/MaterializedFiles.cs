using System.Collections.Immutable;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>Files given by content, as a directory for as long as it takes to hash or copy it.</summary>
internal sealed class MaterializedFiles : IDisposable
{
    private MaterializedFiles(string directory) => Path = directory;

    /// <summary>The directory.</summary>
    public string Path { get; }

    /// <summary>Writes the files into a directory only this user can read.</summary>
    public static MaterializedFiles Write(ImmutableSortedDictionary<string, string> files)
    {
        var materialized = new MaterializedFiles(
            Directory.CreateTempSubdirectory("nixhost-files-").FullName
        );
        foreach (var (name, content) in files)
        {
            var path = System.IO.Path.Combine(materialized.Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        return materialized;
    }

    /// <summary>Whether a name stays inside the directory.</summary>
    public static bool IsLegal(string name) =>
        name.Length > 0
        && name.Split('/')
            .All(part =>
                part is not ("" or "." or "..") && !part.Contains('\0', StringComparison.Ordinal)
            );

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
