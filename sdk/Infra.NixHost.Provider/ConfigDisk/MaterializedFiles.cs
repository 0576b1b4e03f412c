using System.Collections.Immutable;
using System.Text;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Provider.ConfigDisk;

/// <summary>A temporary directory with files given by content, for hashing or copying.</summary>
internal sealed class MaterializedFiles : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly IHostFiles _files;

    private MaterializedFiles(IHostFiles files, string directory) =>
        (_files, Path) = (files, directory);

    /// <summary>The directory.</summary>
    public string Path { get; }

    /// <summary>Writes the files into a temporary directory of this machine that only this user can read.</summary>
    public static MaterializedFiles WriteHere(ImmutableSortedDictionary<string, string> contents) =>
        new MaterializedFiles(new LocalFiles(), LocalFiles.MakeTemporary("nixhost-files-")).Fill(
            contents
        );

    /// <summary>Writes the files into a directory that only this user can read, in place of what is there.</summary>
    public static MaterializedFiles Write(
        IHostFiles files,
        string directory,
        ImmutableSortedDictionary<string, string> contents
    )
    {
        files.DeleteDirectory(directory);
        files.MakeDirectory(directory, DirectoryRights.Private);
        return new MaterializedFiles(files, directory).Fill(contents);
    }

    /// <summary>Whether a name stays inside the directory.</summary>
    public static bool IsLegal(string name) =>
        name.Length > 0
        && name.Split('/')
            .All(part =>
                part is not ("" or "." or "..") && !part.Contains('\0', StringComparison.Ordinal)
            );

    /// <inheritdoc/>
    public void Dispose() => _files.DeleteDirectory(Path);

    private MaterializedFiles Fill(ImmutableSortedDictionary<string, string> contents)
    {
        try
        {
            foreach (var (name, content) in contents)
            {
                Write(name, content);
            }

            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void Write(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        _files.MakeDirectory(System.IO.Path.GetDirectoryName(path) ?? "/", DirectoryRights.Listed);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        _files.Create(path, stream, Private);
    }
}
