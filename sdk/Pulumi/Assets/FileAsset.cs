using Infra.Protocol.Values;

namespace Pulumi;

/// <summary>The content of a file on this machine, read by the engine.</summary>
public sealed class FileAsset : Asset
{
    private readonly string _path;

    /// <summary>Names the file.</summary>
    /// <param name="path">Absolute, or relative to the program's directory.</param>
    public FileAsset(string path) => _path = path;

    internal override PropertyValue.Asset Source => new(null, _path, null, null);
}
