using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Images;

/// <summary>Finds qcow2 files by their first bytes, because names say nothing and <c>qemu-img</c> is slow.</summary>
internal static class Qcow2Files
{
    private static ReadOnlySpan<byte> Magic => [0x51, 0x46, 0x49, 0xFB];

    /// <summary>The files of a directory, not of those below it.</summary>
    public static IReadOnlyList<string> In(IHostFiles files, string directory)
    {
        try
        {
            string[] paths = [.. files.List(directory).Select(n => Path.Combine(directory, n))];
            var heads = files.Read(paths, FilePart.First(Magic.Length));
            return [.. paths.Where((_, i) => heads[i].Bytes.SequenceEqual(Magic))];
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
}
