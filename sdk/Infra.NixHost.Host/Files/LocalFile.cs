namespace Infra.NixHost.Host.Files;

/// <summary>A new file of this machine, whose flush reaches the disk.</summary>
internal sealed class LocalFile(string path, FileStreamOptions options) : FileStream(path, options)
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
    public static LocalFile CreateNew(string path, UnixFileMode mode = Usual) =>
        new(
            path,
            new()
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = mode,
            }
        );

    /// <inheritdoc/>
    public override void Flush() => Flush(flushToDisk: true);
}
