using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>A directory, or an archive file (.tar, .tgz, .zip, .jar), on this machine, read by the engine.</summary>
public sealed class FileArchive : Archive
{
    private readonly string _path;

    /// <summary>Names the directory or file.</summary>
    /// <param name="path">Absolute, or relative to the program's directory.</param>
    public FileArchive(string path) => _path = path;

    internal override PropertyValue.Archive Source(PropertyMap entries) =>
        new(null, _path, null, null);
}
