using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Secrets;
using Infra.Engine.State.Checkpoints;

namespace Infra.Engine.State.Journal;

/// <summary>Applies what a killed run left in its journal to the checkpoint it started from.</summary>
/// <param name="providers">Opens the secrets provider that the journal names.</param>
internal sealed class JournalReplay(ISecretsProviders providers)
{
    /// <summary>Replays a journal.</summary>
    /// <param name="journal">The journal's content; a last line that was cut off does not count.</param>
    /// <param name="digest">The digest of the checkpoint file as it is, empty when there is none.</param>
    /// <param name="loaded">That file's content.</param>
    /// <param name="secrets">The ciphertexts known from it.</param>
    /// <exception cref="StateFormatException">The journal is damaged, or goes with another checkpoint.</exception>
    public (StackCheckpoint Checkpoint, SecretCiphertexts Secrets) Replay(
        ReadOnlyMemory<byte> journal,
        string digest,
        StackCheckpoint loaded,
        SecretCiphertexts secrets
    )
    {
        var lines = CompleteLines(journal);
        if (lines.Count == 0)
        {
            return (loaded, secrets);
        }

        try
        {
            using var first = lines[0];
            var header = new JsonFields(first.RootElement, "line 1");
            RequireVersion(header);
            var startedFrom = header.Text("checkpoint") ?? "";
            if (IsFolded(lines, digest))
            {
                return (loaded, secrets);
            }

            if (!string.Equals(startedFrom, digest, StringComparison.Ordinal))
            {
                throw new JournalMismatchException();
            }

            (loaded, secrets) = WithProvider(loaded, secrets, header);
            return (
                loaded with
                {
                    Snapshot = Apply(lines, loaded.Snapshot, new(secrets)),
                },
                secrets
            );
        }
        finally
        {
            lines.ForEach(line => line.Dispose());
        }
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

    private static Snapshot Apply(
        List<JsonDocument> lines,
        Snapshot loaded,
        ResourceReader resources
    )
    {
        if (lines.Count == 1)
        {
            return loaded;
        }

        var progress = new SnapshotProgress(loaded);
        progress.ForgetResolvable();
        for (var i = 1; i < lines.Count; i++)
        {
            Apply(progress, new(lines[i].RootElement, $"line {i + 1}"), resources, $"line {i + 1}");
        }

        return progress.ToSnapshot();
    }

    private static void Apply(
        SnapshotProgress progress,
        JsonFields line,
        ResourceReader resources,
        string where
    )
    {
        if (line.Take("folded") is not null)
        {
            return;
        }

        if (line.Take("begin") is { } number)
        {
            var operation = new PendingOperation(
                resources.Read(
                    line.Take("resource")
                        ?? throw new StateFormatException($"{where} begins without a resource"),
                    where
                ),
                OperationTypes.Parse(line.Text("type"), where)
            );
            if (progress.Begin(operation) != Index(number, where))
            {
                throw new StateFormatException($"{where} begins an operation out of turn");
            }

            return;
        }

        var change = ReadChange(line, resources, where);
        if (change.Ends is { } ended && !progress.IsPending(ended))
        {
            throw new StateFormatException(
                $"{where} ends the operation {ended}, which did not begin"
            );
        }

        try
        {
            progress.Apply(change);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new StateFormatException($"{where} names a slot without a state", e);
        }
    }

    private static SlotChange ReadChange(JsonFields line, ResourceReader resources, string where)
    {
        ImmutableArray<(int? Slot, ResourceState? State)> States(string list, string slotName) =>
            line.Take(list) is not { } element
                ? []
                :
                [
                    .. line.Items(element, list)
                        .Select(item =>
                        {
                            var fields = new JsonFields(item, $"{where}: '{list}'");
                            int? slot = fields.Take(slotName) is { } number
                                ? Index(number, where)
                                : null;
                            var state = fields.Take("resource") is { } resource
                                ? resources.Read(resource, where)
                                : null;
                            return (slot, state);
                        }),
                ];

        return new(
            line.Take("ends") is { } ended ? Index(ended, where) : null,
            line.Take("removed") is { } removed
                ? [.. line.Items(removed, "removed").Select(item => Index(item, where))]
                : [],
            [
                .. States("changed", "slot")
                    .Select(s => (Required(s.Slot, where), Required(s.State, where))),
            ],
            [
                .. States("added", "from")
                    .Select(s =>
                        s.Slot is null ? (null, Required(s.State, where)) : (s.Slot, s.State)
                    ),
            ]
        );
    }

    private static int Index(JsonElement element, string where) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var index)
            ? index
            : throw new StateFormatException($"{where} has a number that is not whole");

    private static int Required(int? slot, string where) =>
        slot ?? throw new StateFormatException($"{where} changes a state without saying which");

    private static ResourceState Required(ResourceState? state, string where) =>
        state ?? throw new StateFormatException($"{where} lacks a resource");

    private static void RequireVersion(JsonFields header)
    {
        if (
            header.Take("journal") is not { } version
            || Index(version, "line 1") != JournalLines.Version
        )
        {
            throw new StateFormatException(
                $"its first line does not name version {JournalLines.Version} of the journal; a newer engine may have written it"
            );
        }
    }

    private static bool IsFolded(List<JsonDocument> lines, string digest) =>
        lines[^1].RootElement.ValueKind == JsonValueKind.Object
        && lines[^1].RootElement.TryGetProperty("folded", out var folded)
        && folded.ValueKind == JsonValueKind.String
        && folded.ValueEquals(digest);

    private (StackCheckpoint Checkpoint, SecretCiphertexts Secrets) WithProvider(
        StackCheckpoint checkpoint,
        SecretCiphertexts secrets,
        JsonFields header
    )
    {
        if (header.Text("secrets") is not { Length: > 0 } type)
        {
            return (checkpoint, secrets);
        }

        var state = new SecretsProviderState(type, header.Take("secretsState")?.GetRawText());
        return state == checkpoint.SecretsProvider
            ? (checkpoint, secrets)
            : (checkpoint with { SecretsProvider = state }, new(providers.Open(state)));
    }

    /// <summary>The lines up to the first that was cut off. One that is damaged before sound ones is no cut but a fault.</summary>
    private static List<JsonDocument> CompleteLines(ReadOnlyMemory<byte> journal)
    {
        var lines = new List<JsonDocument>();
        int? broken = null;
        var number = 0;
        while (journal.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            number++;
            var line = TryParse(journal[..end]);
            journal = journal[(end + 1)..];
            if (line is null)
            {
                broken ??= number;
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
        }

        return lines;
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> line)
    {
        if (!JournalChecksum.TryStrip(line, out var json))
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(json, PropertyValueReader.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
