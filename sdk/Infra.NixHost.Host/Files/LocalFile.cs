namespace Infra.NixHost.Host.Files;

/// <summary>A file of this machine, whose flush reaches the disk or fails.</summary>
internal sealed class LocalFile(string path, FileStreamOptions options, DiskSync sync)
    : FileStream(path, options)
{
    /// <inheritdoc/>
    public override void Flush()
    {
        base.Flush();
        sync.File(SafeFileHandle, Name);
    }
}
