using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Infra.Engine.Secrets;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Files;
using Infra.Protocol;

namespace Infra.Engine.State.Journal;

/// <summary>Loads and saves state files, journals included.</summary>
internal sealed class CheckpointFile(
    ISecretsProviders providers,
    DurableFiles files,
    TimeProvider clock,
    bool keepCiphertexts = true,
    bool checkIntegrity = true
)
{
    private const int LoadAttempts = 5;

    /// <summary>Loads a state file and applies a journal left beside it, in memory only.</summary>
    /// <exception cref="InfraException">It is missing, damaged, unsound or from the future; it stays as it is.</exception>
    public async Task<LoadedCheckpoint> LoadAsync(string path, CancellationToken cancellationToken)
    {
        // Without the lock a running update may fold its journal between our two reads: then the pair does not fit, and a second look does.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await LoadOnceAsync(path, cancellationToken).ConfigureAwait(false);
            }
            catch (InfraException e)
                when (e.InnerException is JournalMismatchException && attempt < LoadAttempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), clock, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads what <c>stack export</c> wrote, as the new content of a loaded file.</summary>
    public LoadedCheckpoint Import(LoadedCheckpoint target, ReadOnlyMemory<byte> content)
    {
        try
        {
            var (checkpoint, secrets) = new CheckpointReader(providers, keepCiphertexts).Import(
                content,
                target.Checkpoint.Stack
            );
            return target with { Checkpoint = checkpoint, Secrets = secrets };
        }
        catch (StateFormatException e)
        {
            throw new InfraException(
                $"The deployment cannot be imported: {e.Message}. Nothing was changed.",
                e
            );
        }
    }

    /// <summary>Replaces the file's content by a snapshot and removes a left-over journal.</summary>
    /// <exception cref="InfraException">It could not be written, or the snapshot is unsound.</exception>
    public async Task<LoadedCheckpoint> SaveAsync(LoadedCheckpoint loaded, Snapshot snapshot)
    {
        await RequireUnchangedAsync(loaded).ConfigureAwait(false);
        var saved = await FoldAsync(loaded, snapshot, _ => Task.CompletedTask)
            .ConfigureAwait(false);
        DurableFiles.Remove(loaded.JournalPath);
        RequireSound(loaded, snapshot);
        return saved;
    }

    /// <summary>Folds a left-over journal in, so that a new one can begin.</summary>
    public async Task<LoadedCheckpoint> SettleAsync(LoadedCheckpoint loaded)
    {
        if (loaded.HasJournal)
        {
            return await SaveAsync(loaded, loaded.Checkpoint.Snapshot).ConfigureAwait(false);
        }

        await RequireUnchangedAsync(loaded).ConfigureAwait(false);
        return loaded;
    }

    /// <summary>Writes a plain checkpoint.</summary>
    /// <param name="loaded">What was loaded.</param>
    /// <param name="snapshot">What is to be saved.</param>
    /// <param name="announce">Called with the digest of the new content before it replaces the old.</param>
    public async Task<LoadedCheckpoint> FoldAsync(
        LoadedCheckpoint loaded,
        Snapshot snapshot,
        Func<string, Task> announce
    )
    {
        var checkpoint = loaded.Checkpoint with
        {
            Manifest = CheckpointManifest.Create(clock),
            Snapshot = snapshot,
            Uninterpreted = WithFault(
                loaded.Checkpoint.Uninterpreted,
                SnapshotIntegrity.FindFault(snapshot)
            ),
        };
        var content = Compress(loaded.Path, CheckpointWriter.Write(checkpoint, loaded.Secrets));
        var digest = Digest(content);
        await announce(digest).ConfigureAwait(false);
        files.Replace(loaded.Path, content, keepBackup: true);
        // The storage layer of Pulumi keeps a digest beside each file; without it the file is just as valid, with a stale one it is confusing.
        DurableFiles.Remove($"{loaded.Path}.attrs");
        return loaded with { Digest = digest, HasJournal = false, Checkpoint = checkpoint };
    }

    /// <summary>Fails when a snapshot that was just written is unsound: an engine's fault, but only the user can choose what to do.</summary>
    public void RequireSound(LoadedCheckpoint saved, Snapshot snapshot)
    {
        if (checkIntegrity && SnapshotIntegrity.FindFault(snapshot) is { } fault)
        {
            throw new InfraException(
                $"The state was saved to {saved.Path}, but it is unsound: {fault}. The state before is in {saved.Path}.bak; repair the stack with 'pulumi state repair', or put the backup in its place."
            );
        }
    }

    /// <summary>Whoever writes must know what he replaces: a state that changed after it was loaded stays.</summary>
    private static async Task RequireUnchangedAsync(LoadedCheckpoint loaded)
    {
        var content = await ReadAsync(loaded.Path, CancellationToken.None).ConfigureAwait(false);
        var digest = content is null ? "" : Digest(content);
        if (!string.Equals(digest, loaded.Digest, StringComparison.Ordinal))
        {
            throw new InfraException(
                $"The state file {loaded.Path} was changed by somebody else since it was loaded. Nothing was written; run the command again."
            );
        }

        DurableFiles.RemoveLeftovers(loaded.Path);
    }

    private async Task<LoadedCheckpoint> LoadOnceAsync(
        string path,
        CancellationToken cancellationToken
    )
    {
        var content =
            await ReadAsync(path, cancellationToken).ConfigureAwait(false)
            ?? throw new InfraException($"There is no state file {path}.");
        var digest = Digest(content);
        var journalPath = LoadedCheckpoint.JournalPathOf(path);
        var journal = await ReadAsync(journalPath, cancellationToken).ConfigureAwait(false);
        var blamed = path;
        try
        {
            var (checkpoint, secrets) = new CheckpointReader(providers, keepCiphertexts).Read(
                Decompress(path, content)
            );
            RequireIntegrity(checkpoint.Snapshot);
            if (journal is not null)
            {
                blamed = journalPath;
                (checkpoint, secrets) = new JournalReplay(providers).Replay(
                    journal,
                    digest,
                    checkpoint,
                    secrets
                );
                RequireIntegrity(checkpoint.Snapshot);
            }

            return new(path, digest, journal is not null, checkpoint, secrets);
        }
        catch (StateFormatException e)
        {
            throw Refuse(blamed, path, e);
        }
    }

    private static InfraException Refuse(string blamed, string path, StateFormatException e) =>
        string.Equals(blamed, path, StringComparison.Ordinal)
            ? new(
                File.Exists($"{path}.bak")
                    ? $"The state file {path} cannot be used: {e.Message}. It was left as it is. The state before the last save is in {path}.bak."
                    : $"The state file {path} cannot be used: {e.Message}. It was left as it is; there is no backup {path}.bak.",
                e
            )
            : new(
                $"The journal {blamed} of an interrupted run cannot be used: {e.Message}. Nothing was changed. If the state file {path} is the one to go on with, move the journal away and run 'pulumi refresh'.",
                e
            );

    private void RequireIntegrity(Snapshot snapshot)
    {
        if (checkIntegrity && SnapshotIntegrity.FindFault(snapshot) is { } fault)
        {
            throw new StateFormatException($"it is unsound: {fault}");
        }
    }

    private static async Task<byte[]?> ReadAsync(string path, CancellationToken cancellationToken)
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

    private static string Digest(byte[] content) =>
        Convert.ToHexStringLower(SHA256.HashData(content));

    private static bool IsCompressed(string path) => path.EndsWith(".gz", StringComparison.Ordinal);

    private static byte[] Compress(string path, byte[] content)
    {
        if (!IsCompressed(path))
        {
            return content;
        }

        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return target.ToArray();
    }

    private static byte[] Decompress(string path, byte[] content)
    {
        if (path.EndsWith(".zst", StringComparison.Ordinal))
        {
            throw new StateFormatException(
                "it is compressed with zstd, which this engine does not read; any command of the Pulumi CLI that saves the stack without PULUMI_DIY_BACKEND_ZSTD writes it plainly"
            );
        }

        if (!IsCompressed(path))
        {
            return content;
        }

        try
        {
            using var target = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            gzip.CopyTo(target);
            return target.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new StateFormatException("it is not valid gzip", e);
        }
    }

    private static ImmutableSortedDictionary<string, string> WithFault(
        ImmutableSortedDictionary<string, string> fields,
        string? fault
    ) =>
        fault is null
            ? fields.Remove("metadata")
            : fields.SetItem(
                "metadata",
                JsonSerializer.Serialize(
                    new Dictionary<string, object>(StringComparer.Ordinal)
                    {
                        ["integrity_error"] = new
                        {
                            version = CheckpointManifest.EngineVersion,
                            error = fault,
                        },
                    }
                )
            );
}
