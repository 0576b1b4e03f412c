using System.Collections.Immutable;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>A temporary directory with files given by content, for hashing or copying.</summary>
internal sealed class MaterializedFiles : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private MaterializedFiles(string directory) => Path = directory;

    /// <summary>The directory.</summary>
    public string Path { get; }

    /// <summary>Writes the files into a directory that only this user can read.</summary>
    /// <param name="files">Names and contents.</param>
    /// <param name="directory">The directory to make, in place of what is there; <c>null</c> for a temporary one.</param>
    public static MaterializedFiles Write(
        ImmutableSortedDictionary<string, string> files,
        string? directory = null
    )
    {
        var materialized = new MaterializedFiles(
            directory ?? Directory.CreateTempSubdirectory("nixhost-files-").FullName
        );
        try
        {
            if (directory is not null)
            {
                materialized.Dispose();
                Directory.CreateDirectory(directory, Private | UnixFileMode.UserExecute);
            }

            foreach (var (name, content) in files)
            {
                materialized.Write(name, content);
            }

            return materialized;
        }
        catch
        {
            materialized.Dispose();
            throw;
        }
    }

    /// <summary>Whether a name stays inside the directory.</summary>
    public static bool IsLegal(string name) =>
        name.Length > 0
        && name.Split('/')
            .All(part =>
                part is not ("" or "." or "..") && !part.Contains('\0', StringComparison.Ordinal)
            );

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private void Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path) ?? "/");
        using var stream = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = Private,
            }
        );
        using var writer = new StreamWriter(stream);
        writer.Write(content);
    }
}
