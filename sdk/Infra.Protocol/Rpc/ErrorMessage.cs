using System.Globalization;
using System.Text;

namespace Infra.Protocol.Rpc;

/// <summary>Error messages that fit into the headers of a gRPC answer.</summary>
public static class ErrorMessage
{
    /// <summary>The largest encoded size of a message, in bytes: 16 KiB. Clients in .NET and Node refuse answers with 64 KiB of headers.</summary>
    public const int MaxEncodedBytes = 16 * 1024;

    /// <summary>Cuts the middle of a message that is too long. Errors begin with the subject and often end with the cause.</summary>
    /// <param name="text">The message.</param>
    public static string Bounded(string text)
    {
        if (EncodedBytes(text) <= MaxEncodedBytes)
        {
            return text;
        }

        var head = Take(text, MaxEncodedBytes / 2, fromEnd: false);
        var tail = Take(text, (MaxEncodedBytes / 2) - 100, fromEnd: true);
        var omitted = text.Length - head - tail;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{text[..head]}\n… ({omitted} characters omitted) …\n{text[^tail..]}"
        );
    }

    // gRPC percent-encodes every byte that is not printable ASCII.
    private static int EncodedBytes(string text) => text.EnumerateRunes().Sum(EncodedBytes);

    private static int EncodedBytes(Rune rune) =>
        rune.Value is >= ' ' and <= '~' and not '%' ? 1 : 3 * rune.Utf8SequenceLength;

    private static int Take(ReadOnlySpan<char> text, int bytes, bool fromEnd)
    {
        var taken = 0;
        while (taken < text.Length)
        {
            var rest = fromEnd ? text[..^taken] : text[taken..];
            _ = fromEnd
                ? Rune.DecodeLastFromUtf16(rest, out var rune, out var length)
                : Rune.DecodeFromUtf16(rest, out rune, out length);
            bytes -= EncodedBytes(rune);
            if (bytes < 0)
            {
                break;
            }

            taken += length;
        }

        return taken;
    }
}
