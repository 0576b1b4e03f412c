using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Infra.Engine.Files;
using Infra.Engine.State.Checkpoints;

namespace Infra.Engine.State.Journal;

/// <summary>Files of runs that lost their lock or whose state was changed meanwhile: <c>STACK.unjoined-TIME-ID</c> beside the state.</summary>
/// <remarks>
/// A file has two lines like those of a journal: the state as the run found it, and as the run left it. Loading the stack joins what the run
/// did to the present state, and the next save removes the file.
/// </remarks>
internal static class UnjoinedRuns
{
    private const string TimeFormat = "yyyyMMddHHmmss";
    private const int MarkLength = 14 + 1 + 32;

    /// <summary>The files beside a state, oldest first.</summary>
    public static ImmutableArray<string> Find(string statePath)
    {
        var prefix = Prefix(statePath);
        return
        [
            .. Directory
                .EnumerateFiles(Path.GetDirectoryName(prefix) ?? "", $"{Path.GetFileName(prefix)}*")
                .Where(path => IsMark(path.AsSpan(prefix.Length)))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Writes what a run did.</summary>
    /// <param name="start">The state as the run found it.</param>
    /// <param name="end">The state as the run left it.</param>
    /// <returns>The file.</returns>
    public static string Write(
        DurableFiles files,
        LoadedCheckpoint start,
        Snapshot end,
        TimeProvider clock
    )
    {
        var time = clock.GetUtcNow().ToString(TimeFormat, CultureInfo.InvariantCulture);
        var path = $"{Prefix(start.Path)}{time}-{Guid.NewGuid():N}";
        var began = start.Checkpoint with { Manifest = CheckpointManifest.Create(clock) };
        var content = new ArrayBufferWriter<byte>();
        foreach (var checkpoint in (StackCheckpoint[])[began, began with { Snapshot = end }])
        {
            var json = CheckpointWriter.Write(checkpoint, start.Secrets).Span;
            JournalChecksum.Write(content, json);
            content.Write(json);
            content.Write("\n"u8);
        }

        files.Replace(path, content.WrittenSpan);
        return path;
    }

    /// <summary>Reads both states of a run; <c>null</c> when the file is gone.</summary>
    /// <exception cref="StateFormatException">The file is damaged.</exception>
    public static (Snapshot Began, Snapshot Ended)? Read(string path, CheckpointReader reader)
    {
        if (RegularFile.ReadBytes(path) is not { } content)
        {
            return null;
        }

        var end = content.AsSpan().IndexOf((byte)'\n');
        return end >= 0 && end < content.Length - 1 && content[^1] == '\n'
            ? (
                Line(content.AsMemory(0, end), reader),
                Line(content.AsMemory()[(end + 1)..^1], reader)
            )
            : throw new StateFormatException("it was cut off");
    }

    private static Snapshot Line(ReadOnlyMemory<byte> line, CheckpointReader reader) =>
        JournalChecksum.TryStrip(line, out var json)
            ? reader.Read(json).Checkpoint.Snapshot
            : throw new StateFormatException("its checksum is wrong");

    private static string Prefix(string statePath) =>
        $"{Path.ChangeExtension(LoadedCheckpoint.JournalPathOf(statePath), "unjoined")}-";

    private static bool IsMark(ReadOnlySpan<char> mark)
    {
        if (mark.Length != MarkLength || mark[14] != '-')
        {
            return false;
        }

        foreach (var letter in mark)
        {
            if (letter != '-' && !char.IsAsciiHexDigitLower(letter))
            {
                return false;
            }
        }

        return true;
    }
}
