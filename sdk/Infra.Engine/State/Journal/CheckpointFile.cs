using System.Collections.Immutable;
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

    /// <inheritdoc cref="CheckpointLoader.LoadAsync"/>
    public Task<LoadedCheckpoint> LoadAsync(string path, CancellationToken cancellationToken) =>
        Loader.LoadAsync(path, cancellationToken);

    /// <inheritdoc cref="CheckpointLoader.Import"/>
    public LoadedCheckpoint Import(LoadedCheckpoint target, ReadOnlyMemory<byte> content) =>
        Loader.Import(target, content);

    private CheckpointLoader Loader => new(providers, clock, _options);

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
            && await StateContent
                .ReadAsync(loaded.JournalPath, CancellationToken.None)
                .ConfigureAwait(false)
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
        var digest = StateContent.Digest(content);
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
        var content = await StateContent
            .ReadAsync(loaded.Path, CancellationToken.None)
            .ConfigureAwait(false);
        var digest = content is null ? "" : StateContent.Digest(content);
        if (!string.Equals(digest, loaded.Digest, StringComparison.Ordinal))
        {
            throw new InfraException(
                $"The state file {loaded.Path} was changed by somebody else since it was loaded. Nothing was written; run the command again."
            );
        }

        DurableFiles.RemoveLeftovers(loaded.Path);
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
