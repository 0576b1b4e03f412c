using System.Security.Cryptography;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Files;
using Infra.Protocol;

namespace Infra.Engine.State.Journal;

/// <summary>State files as they lie on the disk.</summary>
internal static class StateContent
{
    /// <summary>The bytes of a file, or <c>null</c> when there is none.</summary>
    public static async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InfraException($"Could not read {path}: {e.Message}", e);
        }
    }

    /// <summary>What tells one content from another: a journal names the checkpoint that it belongs to by it.</summary>
    public static string Digest(byte[] content) =>
        Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>What a file holds, compressed or not.</summary>
    /// <exception cref="StateFormatException">It is damaged.</exception>
    public static byte[] Decompress(byte[] content)
    {
        try
        {
            return CompressedFiles.Decompress(content);
        }
        catch (InvalidDataException e)
        {
            throw new StateFormatException("it is compressed and damaged", e);
        }
    }
}
