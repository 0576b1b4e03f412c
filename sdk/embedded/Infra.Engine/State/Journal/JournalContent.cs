using System.Text.Json;
using Infra.Engine.Json;
using Infra.Engine.State.Checkpoints;

namespace Infra.Engine.State.Journal;

/// <summary>Takes a journal's bytes apart into lines, of which a kill or a power cut may have cut off the last.</summary>
internal static class JournalContent
{
    /// <summary>Whether a journal continues the checkpoint of a digest.</summary>
    public static bool StartsFrom(ReadOnlyMemory<byte> journal, string digest)
    {
        var end = journal.Span.IndexOf((byte)'\n');
        using var line = end < 0 ? null : TryParse(journal[..end]);
        return line is { RootElement.ValueKind: JsonValueKind.Object }
            && line.RootElement.TryGetProperty("checkpoint", out var checkpoint)
            && checkpoint.ValueKind == JsonValueKind.String
            && checkpoint.ValueEquals(digest);
    }

    /// <summary>How many bytes of a journal are lines that were written whole.</summary>
    public static int SoundLength(ReadOnlyMemory<byte> journal)
    {
        var sound = 0;
        while (
            journal.Span[sound..].IndexOf((byte)'\n') is >= 0 and var end
            && JournalChecksum.TryStrip(journal.Slice(sound, end), out _)
        )
        {
            sound += end + 1;
        }

        return sound;
    }

    /// <summary>Whether the checkpoint of a digest has everything that the lines say.</summary>
    public static bool IsFolded(List<JsonDocument> lines, string digest) =>
        lines[^1].RootElement.ValueKind == JsonValueKind.Object
        && lines[^1].RootElement.TryGetProperty("folded", out var folded)
        && folded.ValueKind == JsonValueKind.String
        && folded.ValueEquals(digest);

    /// <summary>The lines up to the last, which may have been cut off. Any other damage is a fault.</summary>
    public static List<JsonDocument> CompleteLines(ReadOnlyMemory<byte> journal)
    {
        var lines = new List<JsonDocument>();
        int? broken = null;
        var (number, isCutOff) = (0, true);
        while (journal.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            number++;
            var line = TryParse(journal[..end]);
            if (line is null)
            {
                broken ??= number;
                // Blocks that a power cut kept from the disk read as zeros.
                isCutOff = journal.Span[..end].IndexOf("\0\0"u8) >= 0;
            }
            else if (broken is null)
            {
                lines.Add(line);
            }
            else
            {
                throw new StateFormatException(
                    $"line {broken} is damaged although sound ones follow"
                );
            }

            journal = journal[(end + 1)..];
        }

        // A whole line that only lacks its line break was not cut off there.
        return isCutOff && !(journal.Length > 0 && JournalChecksum.TryStrip(journal[..^1], out _))
            ? lines
            : throw new StateFormatException($"line {broken ?? number + 1} is damaged");
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> line)
    {
        if (!JournalChecksum.TryStrip(line, out var json))
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(json, GoJson.Reading);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
