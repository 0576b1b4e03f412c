using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>The content of a file on this machine, which the engine reads.</summary>
public sealed class FileAsset : Asset
{
    private readonly string _path;

    /// <summary>Creates the asset from a path.</summary>
    /// <param name="path">Absolute, or relative to the program's directory.</param>
    public FileAsset(string path) => _path = path;

    internal override PropertyValue.Asset Source => new(null, _path, null, null);
}
