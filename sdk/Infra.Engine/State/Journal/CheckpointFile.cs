using System.Collections.Immutable;
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
    CheckpointOptions? options = null
)
{
    private readonly CheckpointOptions _options = options ?? new();
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
            var (checkpoint, secrets) = new CheckpointReader(
                providers,
                _options.KeepsCiphertexts
            ).Import(content, target.Checkpoint.Stack);
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
        var saved = await FoldAsync(loaded, snapshot, digest => AnnounceAsync(loaded, digest))
            .ConfigureAwait(false);
        RemoveJournal(loaded);
        RequireSound(saved, snapshot);
        return saved;
    }

    /// <summary>Removes a journal whose content is in the state file now.</summary>
    public void RemoveJournal(LoadedCheckpoint saved) => files.RemoveAll(saved.JournalPath);

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

    /// <summary>Tells in a left-over journal which checkpoint will hold all of it: a kill before it is removed loses nothing and doubles nothing.</summary>
    private async Task AnnounceAsync(LoadedCheckpoint loaded, string digest)
    {
        if (
            loaded.HasJournal
            && await ReadAsync(loaded.JournalPath, CancellationToken.None).ConfigureAwait(false)
                is { } journal
        )
        {
            using var lines = new JournalLines(loaded.Secrets);
            files.Continue(
                loaded.JournalPath,
                JournalReplay.SoundLength(journal),
                [.. lines.Folded(digest), (byte)'\n']
            );
        }
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
        var content = CompressedFiles.Compress(
            CheckpointWriter.Write(checkpoint, loaded.Secrets),
            _options.Compression
        );
        var digest = Digest(content);
        await announce(digest).ConfigureAwait(false);
        var path = Replace(loaded.Path, content);
        return loaded with
        {
            Path = path,
            Digest = digest,
            HasJournal = false,
            Checkpoint = checkpoint,
        };
    }

    /// <summary>Saves under the name that goes with the compression asked for; what had another one becomes that one's backup.</summary>
    private string Replace(string loadedPath, byte[] content)
    {
        var path = Path.Combine(
            Path.GetDirectoryName(loadedPath)!,
            CompressedFiles.NameOf(loadedPath) + CompressedFiles.Extension(_options.Compression)
        );
        files.Replace(path, content, keepBackup: true);
        if (!string.Equals(path, loadedPath, StringComparison.Ordinal))
        {
            files.MoveToBackup(loadedPath);
        }

        if (_options.RetainsEverySave)
        {
            files.Replace($"{path}.{UnixNanoseconds.Of(clock.GetUtcNow())}", content);
        }

        // The storage layer of Pulumi keeps a digest beside each file; without it the file is just as valid, with a stale one it is confusing.
        files.RemoveAll($"{loadedPath}.attrs", $"{path}.attrs", $"{path}.bak.attrs");
        return path;
    }

    /// <summary>Fails when a snapshot that was just written is unsound: an engine's fault, but only the user can choose what to do.</summary>
    public void RequireSound(LoadedCheckpoint saved, Snapshot snapshot)
    {
        if (_options.ChecksIntegrity && SnapshotIntegrity.FindFault(snapshot) is { } fault)
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
            var (checkpoint, secrets) = new CheckpointReader(
                providers,
                _options.KeepsCiphertexts
            ).Read(Decompress(content));
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
        catch (WrongPassphraseException e)
        {
            throw new InfraException(
                $"{e.Message} The state file {path} was left as it is.{Backup(path)}",
                e
            );
        }
    }

    private static InfraException Refuse(string blamed, string path, StateFormatException e) =>
        string.Equals(blamed, path, StringComparison.Ordinal)
            ? new(
                $"The state file {path} cannot be used: {e.Message}. It was left as it is.{Backup(path)}",
                e
            )
            : new(
                $"The journal {blamed} of an interrupted run cannot be used: {e.Message}. Nothing was changed. If the state file {path} is the one to go on with, move the journal away and run 'pulumi refresh'.",
                e
            );

    private static string Backup(string path) =>
        File.Exists($"{path}.bak")
            ? $" The state before the last save is in {path}.bak."
            : $" There is no backup {path}.bak.";

    private void RequireIntegrity(Snapshot snapshot)
    {
        if (_options.ChecksIntegrity && SnapshotIntegrity.FindFault(snapshot) is { } fault)
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

    private static byte[] Decompress(byte[] content)
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
