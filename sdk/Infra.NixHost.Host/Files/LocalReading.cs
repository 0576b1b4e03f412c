namespace Infra.NixHost.Hosts.Files;

/// <summary>Reads files of this machine.</summary>
internal static class LocalReading
{
    private const int Piece = 16 * 1024;

    /// <inheritdoc cref="IHostFiles.OpenRead"/>
    public static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <inheritdoc cref="IHostFiles.Read"/>
    public static FileContent Read(string path, FilePart part)
    {
        try
        {
            // Opening a pipe could wait for ever.
            if (Statx.Read(path) is not { IsRegularFile: true })
            {
                return FileContent.None;
            }

            using var file = Open(path);
            if (part.IsEnd)
            {
                file.Seek(-Math.Min(file.Length, part.Most), SeekOrigin.End);
            }

            return ReadAtMost(file, path, part);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Somebody removed it meanwhile.
            return FileContent.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FileContent.Failed(e);
        }
    }

    /// <summary>Files of the kernel have no length, so it is not asked for.</summary>
    private static FileContent ReadAtMost(FileStream file, string path, FilePart part)
    {
        using var bytes = new MemoryStream();
        var piece = new byte[Math.Clamp(part.Most, 1, Piece)];
        for (int count; (count = file.Read(piece)) > 0; )
        {
            bytes.Write(piece.AsSpan(0, count));
            if (bytes.Length < part.Most)
            {
                continue;
            }

            if (part.IsWhole && bytes.Length > part.Most)
            {
                return FileContent.Failed(
                    new IOException($"The file '{path}' has more than {part.Most} bytes.")
                );
            }

            if (!part.IsWhole)
            {
                bytes.SetLength(part.Most);
                break;
            }
        }

        return FileContent.Of(bytes.ToArray());
    }
}
