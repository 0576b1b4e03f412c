using System.Security.Cryptography;
using Infra.Engine.Files;
using Infra.Engine.State.Checkpoints;

namespace Infra.Engine.State.Journal;

/// <summary>State files as they lie on the disk.</summary>
internal static class StateContent
{
    /// <summary>The digest by which a journal names the checkpoint that it continues; empty for no content.</summary>
    public static string Digest(byte[]? content) => content is null ? "" : Digest(content.AsSpan());

    /// <summary>The same of a file.</summary>
    public static string DigestOf(string path) =>
        RegularFile.Read(path, file => Convert.ToHexStringLower(SHA256.HashData(file))) ?? "";

    /// <summary>The same of content that there is.</summary>
    public static string Digest(ReadOnlySpan<byte> content) =>
        Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The uncompressed content of a file.</summary>
    /// <exception cref="StateFormatException">It is damaged.</exception>
    public static byte[] Decompress(byte[] content)
    {
        try
        {
            return CompressedFiles.Decompress(content);
        }
        catch (InvalidDataException e)
        {
            throw new StateFormatException($"it is compressed and damaged: {e.Message}", e);
        }
    }
}
