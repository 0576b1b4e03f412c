namespace Infra.NixHost.Hosts.Files;

/// <summary>A file of this machine, whose flush reaches the disk or fails.</summary>
internal sealed class LocalFile(string path, FileStreamOptions options, DiskSync sync)
    : FileStream(path, options)
{
    /// <summary>The usual rights of a file, which the umask narrows.</summary>
    private const UnixFileMode Usual =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite;

    /// <summary>Creates a file. One that is there is a failure, and a link is not followed.</summary>
    public static LocalFile CreateNew(string path, DiskSync sync) => CreateNew(path, Usual, sync);

    /// <inheritdoc cref="CreateNew(string, DiskSync)"/>
    public static LocalFile CreateNew(string path, UnixFileMode mode, DiskSync sync) =>
        new(
            path,
            new()
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = mode,
            },
            sync
        );

    /// <inheritdoc/>
    public override void Flush()
    {
        base.Flush();
        sync.File(SafeFileHandle, Name);
    }
}
