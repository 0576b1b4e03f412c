using System.Text.Json;
using Infra.Engine.Secrets;
using Infra.Engine.State.Checkpoints;
using Infra.Protocol.Naming;

namespace Infra.Engine.State.Journal;

/// <summary>Applies what a killed run left in its journal to the checkpoint it started from.</summary>
/// <param name="providers">Opens the secrets provider that the journal names.</param>
internal sealed class JournalReplay(ISecretsProviders providers)
{
    /// <summary>More resources than any stack has.</summary>
    private const int MostResources = 10_000_000;

    /// <summary>Stands for each resource of a checkpoint that is not at hand.</summary>
    private static readonly ResourceState Unknown = new()
    {
        Urn = Urn.Create("unknown", "unknown", null, Urn.RootStackType, "unknown"),
        Type = Urn.RootStackType,
        Custom = false,
    };

    /// <summary>Replays a journal.</summary>
    /// <param name="journal">The journal's content; a last line that was cut off does not count.</param>
    /// <param name="digest">The digest of the checkpoint file as it is, empty when there is none.</param>
    /// <param name="secrets">The ciphertexts known from it.</param>
    /// <exception cref="StateFormatException">The journal is damaged, or goes with another checkpoint.</exception>
    public (StackCheckpoint Checkpoint, SecretCiphertexts Secrets) Replay(
        ReadOnlyMemory<byte> journal,
        string digest,
        StackCheckpoint loaded,
        SecretCiphertexts secrets
    )
    {
        var lines = JournalContent.CompleteLines(journal);
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
            if (JournalContent.IsFolded(lines, digest))
            {
                return (loaded, secrets);
            }

            if (startedFrom != digest)
            {
                throw new JournalMismatchException();
            }

            (loaded, secrets) = WithProvider(loaded, secrets, header);
            return (
                loaded with
                {
                    Snapshot = Apply(
                        lines,
                        Progress(loaded.Snapshot, header),
                        loaded.Snapshot,
                        new(secrets)
                    ),
                },
                secrets
            );
        }
        finally
        {
            lines.ForEach(line => line.Dispose());
        }
    }

    /// <summary>The start of a run forgets what earlier ones left pending; a checkpoint of the same run has its own operations.</summary>
    private static SnapshotProgress Progress(Snapshot loaded, JsonFields header)
    {
        if (header.Take("leading") is not { } leading)
        {
            var progress = new SnapshotProgress(loaded);
            progress.ForgetResolvable();
            return progress;
        }

        var added = JournalChangeReader.Index(leading, "line 1");
        return added >= 0 && added <= loaded.Resources.Length
            ? new(loaded, added)
            : throw new StateFormatException("line 1 counts more resources than there are");
    }

    /// <summary>What a journal knows by itself, whatever checkpoint it continues: the resources that its run made or changed, and what it began.</summary>
    /// <param name="checkpoint">The checkpoint beside it, for its secrets provider.</param>
    /// <param name="secrets">The ciphertexts known from it.</param>
    /// <exception cref="StateFormatException">The journal is damaged, or does not say how many resources there were.</exception>
    public Snapshot Known(
        ReadOnlyMemory<byte> journal,
        StackCheckpoint checkpoint,
        SecretCiphertexts secrets
    )
    {
        var lines = JournalContent.CompleteLines(journal);
        try
        {
            var header = new JsonFields(lines[0].RootElement, "line 1");
            RequireVersion(header);
            var began = new PendingOperation(Unknown, OperationType.Creating);
            var progress = Progress(
                new()
                {
                    Resources = [.. Enumerable.Repeat(Unknown, Count(header, "resources"))],
                    PendingOperations = [.. Enumerable.Repeat(began, Count(header, "operations"))],
                },
                header
            );
            (_, secrets) = WithProvider(checkpoint, secrets, header);
            ApplyAll(lines, progress, new(secrets));
            return new()
            {
                Resources = [.. progress.States.Where(s => !ReferenceEquals(s, Unknown))],
                PendingOperations = [.. progress.Operations.Where(o => o != began)],
            };
        }
        finally
        {
            lines.ForEach(line => line.Dispose());
        }
    }

    private static int Count(JsonFields header, string field)
    {
        var count = header.Take(field) is { } number
            ? JournalChangeReader.Index(number, "line 1")
            : throw new StateFormatException(
                "an earlier version of this tool wrote it, which did not note what is needed to read it alone"
            );
        return count is >= 0 and <= MostResources
            ? count
            : throw new StateFormatException($"line 1 counts more {field} than can be");
    }

    private static Snapshot Apply(
        List<JsonDocument> lines,
        SnapshotProgress progress,
        Snapshot loaded,
        ResourceReader resources
    )
    {
        if (lines.Count == 1)
        {
            return loaded;
        }

        ApplyAll(lines, progress, resources);
        return progress.ToSnapshot();
    }

    private static void ApplyAll(
        List<JsonDocument> lines,
        SnapshotProgress progress,
        ResourceReader resources
    )
    {
        for (var i = 1; i < lines.Count; i++)
        {
            Apply(progress, new(lines[i].RootElement, $"line {i + 1}"), resources, $"line {i + 1}");
        }
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
            if (progress.Begin(operation) != JournalChangeReader.Index(number, where))
            {
                throw new StateFormatException($"{where} begins an operation out of turn");
            }

            return;
        }

        var change = JournalChangeReader.Read(line, resources, where);
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

    private static void RequireVersion(JsonFields header)
    {
        if (
            header.Take("journal") is not { } version
            || JournalChangeReader.Index(version, "line 1") is < 1 or > JournalLines.Version
        )
        {
            throw new StateFormatException(
                $"its first line does not name a version of the journal up to {JournalLines.Version}; a newer engine may have written it"
            );
        }
    }

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

        var state = new SecretsProviderState(
            type,
            JsonFields.OneLine(header.Take("secretsState")?.GetRawText())
        );
        return state == checkpoint.SecretsProvider
            ? (checkpoint, secrets)
            : (checkpoint with { SecretsProvider = state }, new(providers.Open(state)));
    }
}
