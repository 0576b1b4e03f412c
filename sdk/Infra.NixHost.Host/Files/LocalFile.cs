namespace Infra.NixHost.Host.Files;

/// <summary>A new file of this machine, whose flush reaches the disk.</summary>
internal sealed class LocalFile(string path, FileStreamOptions options) : FileStream(path, options)
{
    /// <inheritdoc/>
    public override void Flush() => Flush(flushToDisk: true);
}
