using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>A directory or an archive file (.tar, .tgz, .zip, .jar) on this machine, which the engine reads.</summary>
public sealed class FileArchive : Archive
{
    private readonly string _path;

    /// <summary>Creates the archive from a path.</summary>
    /// <param name="path">Absolute, or relative to the program's directory.</param>
    public FileArchive(string path) => _path = path;

    internal override PropertyValue.Archive Source(PropertyMap entries) =>
        new(null, _path, null, null);
}
