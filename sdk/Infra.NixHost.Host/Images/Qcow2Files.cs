namespace Infra.NixHost.Host.Images;

/// <summary>Finds qcow2 files by their first bytes, because names say nothing and <c>qemu-img</c> is slow.</summary>
internal static class Qcow2Files
{
    private static ReadOnlySpan<byte> Magic => [0x51, 0x46, 0x49, 0xFB];

    /// <summary>The files of a directory, not of those below it.</summary>
    public static IReadOnlyList<string> In(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return [];
        }

        try
        {
            return [.. Directory.EnumerateFiles(directory).Where(IsQcow2)];
        }
        catch (UnauthorizedAccessException e)
        {
            throw new HostException(
                "disks-denied",
                $"The disks in '{directory}' cannot be listed: {e.Message} Run as root, or as a user who may read them.",
                e
            );
        }
    }

    private static bool IsQcow2(string path)
    {
        try
        {
            // Pipes and sockets have no length, and opening one could wait for ever.
            if (new FileInfo(path).Length < Magic.Length)
            {
                return false;
            }

            using var file = File.OpenRead(path);
            Span<byte> first = stackalloc byte[Magic.Length];
            return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length
                && first.SequenceEqual(Magic);
        }
        catch (FileNotFoundException)
        {
            // Somebody removed it after it was listed, or it is a dangling link.
            return false;
        }
    }
}
