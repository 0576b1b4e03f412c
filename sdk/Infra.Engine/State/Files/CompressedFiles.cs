using System.IO.Compression;
using Infra.Engine.Workspace;
using ZstdSharp;

namespace Infra.Engine.State.Files;

/// <summary>Compresses what is saved and tells by its first bytes how what is loaded was compressed, whatever its name says.</summary>
internal static class CompressedFiles
{
    private const string Plain = ".json";
    private static ReadOnlySpan<byte> GzipMark => [0x1f, 0x8b];
    private static ReadOnlySpan<byte> ZstdMark => [0x28, 0xb5, 0x2f, 0xfd];

    /// <summary>What files of JSON end in, compressed or not.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [Plain, ".json.gz", ".json.zst"];

    /// <summary>What the environment asks for; zstd wins.</summary>
    public static StateCompression Of(PulumiEnvironment environment) =>
        environment.IsOn("PULUMI_DIY_BACKEND_ZSTD") ? StateCompression.Zstd
        : environment.IsOn("PULUMI_DIY_BACKEND_GZIP")
        || environment.IsOn("PULUMI_SELF_MANAGED_STATE_GZIP")
            ? StateCompression.Gzip
        : StateCompression.None;

    /// <summary>What a file of JSON that is so compressed ends in.</summary>
    public static string Extension(StateCompression compression) => Extensions[(int)compression];

    /// <summary>A file's name without its extension; <c>null</c> when it has none of ours.</summary>
    public static string? NameOf(string path)
    {
        var name = Path.GetFileName(path);
        var extension = Extensions.FirstOrDefault(e => name.EndsWith(e, StringComparison.Ordinal));
        return extension is null || name.StartsWith('.') ? null : name[..^extension.Length];
    }

    public static byte[] Compress(byte[] content, StateCompression compression)
    {
        if (compression == StateCompression.None)
        {
            return content;
        }

        using var target = new MemoryStream();
        using (var stream = Compressing(target, compression))
        {
            stream.Write(content);
        }

        return target.ToArray();
    }

    /// <summary>The plain content.</summary>
    /// <exception cref="InvalidDataException">It is compressed and damaged.</exception>
    public static byte[] Decompress(byte[] content)
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
            stream.CopyTo(target);
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
