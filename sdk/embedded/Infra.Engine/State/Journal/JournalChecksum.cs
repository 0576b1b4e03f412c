using System.Buffers;
using System.Security.Cryptography;

namespace Infra.Engine.State.Journal;

/// <summary>The prefix of a journal's line: the first eight bytes of its JSON's SHA-256 in hex, and a space.</summary>
/// <remarks>A line that a power cut damaged may still be valid JSON, so only a checksum shows the damage.</remarks>
internal static class JournalChecksum
{
    private const int Digits = 16;

    public static void Write(IBufferWriter<byte> target, ReadOnlySpan<byte> json)
    {
        Fill(json, target.GetSpan(Digits));
        target.Advance(Digits);
        target.Write(" "u8);
    }

    /// <summary>How long the prefix is.</summary>
    public const int Length = Digits + 1;

    /// <summary>Writes the prefix of a line into the room that was left for it.</summary>
    public static void Write(Span<byte> line)
    {
        Fill(line[Length..], line);
        line[Digits] = (byte)' ';
    }

    /// <summary>The JSON of a line; false when the line is not as it was written.</summary>
    public static bool TryStrip(ReadOnlyMemory<byte> line, out ReadOnlyMemory<byte> json)
    {
        json = line.Length > Digits ? line[(Digits + 1)..] : default;
        if (line.Length <= Digits || line.Span[Digits] != ' ')
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[Digits];
        Fill(json.Span, expected);
        return line.Span[..Digits].SequenceEqual(expected);
    }

    private static void Fill(ReadOnlySpan<byte> json, Span<byte> digits)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, hash);
        Convert.TryToHexStringLower(hash[..(Digits / 2)], digits, out _);
    }
}
