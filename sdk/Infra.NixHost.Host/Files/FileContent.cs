using System.Text;

namespace Infra.NixHost.Hosts.Files;

/// <summary>What was read of one file: its bytes, nothing where there is no such regular file, or the failure to read it.</summary>
public sealed class FileContent
{
    private readonly byte[]? _bytes;

    private FileContent(byte[]? bytes, Exception? failure) => (_bytes, Failure) = (bytes, failure);

    /// <summary>The content of a path without a regular file.</summary>
    public static FileContent None { get; } = new(null, null);

    /// <summary>The reason why the file cannot be read, or <c>null</c>.</summary>
    public Exception? Failure { get; }

    /// <summary>Whether there is no such regular file.</summary>
    public bool IsMissing => _bytes is null && Failure is null;

    /// <summary>The bytes; none where there is no such file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read the file.</exception>
    public ReadOnlySpan<byte> Bytes => Failure is null ? _bytes : throw Failure;

    /// <summary>The bytes as UTF-8; empty where there is no such file.</summary>
    /// <inheritdoc cref="Bytes"/>
    public string Text =>
        Encoding.UTF8.GetString(
            Bytes.StartsWith(Encoding.UTF8.Preamble)
                ? Bytes[Encoding.UTF8.Preamble.Length..]
                : Bytes
        );

    /// <summary>The lines of the text, without their ends.</summary>
    /// <inheritdoc cref="Bytes"/>
    public IEnumerable<string> Lines => Text.TrimEnd('\n').Split('\n').Select(l => l.TrimEnd('\r'));

    /// <summary>The content of a file that was read.</summary>
    public static FileContent Of(byte[] bytes) => new(bytes, null);

    /// <summary>The content of a file that cannot be read.</summary>
    public static FileContent Failed(Exception failure) => new(null, failure);
}
