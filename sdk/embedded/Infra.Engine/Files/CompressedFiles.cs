using System.IO.Compression;
using ZstdSharp;

namespace Infra.Engine.Files;

/// <summary>Compresses files that are saved, and recognizes the compression of files that are loaded by their first bytes.</summary>
internal static class CompressedFiles
{
    private const string Uncompressed = ".json";
    private static ReadOnlySpan<byte> GzipMark => [0x1f, 0x8b];
    private static ReadOnlySpan<byte> ZstdMark => [0x28, 0xb5, 0x2f, 0xfd];

    /// <summary>The extensions of JSON files, compressed or not.</summary>
    public static IReadOnlyList<string> Extensions { get; } =
    [Uncompressed, ".json.gz", ".json.zst"];

    /// <summary>The extension of a JSON file with that compression.</summary>
    public static string Extension(StateCompression compression) => Extensions[(int)compression];

    /// <summary>A file's name without its extension; <c>null</c> for other extensions.</summary>
    public static string? NameOf(string path)
    {
        var name = Path.GetFileName(path);
        var extension = Extensions.FirstOrDefault(e => name.EndsWith(e, StringComparison.Ordinal));
        return extension is null || name.StartsWith('.') ? null : name[..^extension.Length];
    }

    public static ReadOnlyMemory<byte> Compress(
        ReadOnlyMemory<byte> content,
        StateCompression compression
    )
    {
        if (compression == StateCompression.None)
        {
            return content;
        }

        using var target = new MemoryStream();
        using (var stream = Compressing(target, compression))
        {
            stream.Write(content.Span);
        }

        return target.ToArray();
    }

    /// <summary>The uncompressed content.</summary>
    /// <exception cref="InvalidDataException">It is compressed and damaged, or unpacks to more than the limit.</exception>
    public static byte[] Decompress(byte[] content, long limit = RegularFile.StateLimit)
    {
        var mark = content.AsSpan();
        if (!mark.StartsWith(GzipMark) && !mark.StartsWith(ZstdMark))
        {
            return content;
        }

        using var source = new MemoryStream(content);
        using var stream = mark.StartsWith(GzipMark)
            ? new GZipStream(source, CompressionMode.Decompress)
            : (Stream)new DecompressionStream(source);
        using var target = new MemoryStream();
        try
        {
            var buffer = new byte[81920];
            while (stream.Read(buffer) is > 0 and var read)
            {
                target.Write(buffer, 0, read);
                if (target.Length > limit)
                {
                    throw new InvalidDataException($"it unpacks to more than {limit} bytes");
                }
            }
        }
        catch (Exception e) when (e is ZstdException or EndOfStreamException)
        {
            throw new InvalidDataException(e.Message, e);
        }

        return target.ToArray();
    }

    private static Stream Compressing(Stream target, StateCompression compression) =>
        compression == StateCompression.Gzip
            ? new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true)
            : new CompressionStream(target, leaveOpen: true);
}
