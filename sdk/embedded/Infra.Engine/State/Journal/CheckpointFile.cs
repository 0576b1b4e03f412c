using System.Collections.Immutable;
using System.Text.Json;
using Infra.Engine.Files;
using Infra.Engine.Secrets;
using Infra.Engine.State.Checkpoints;
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

    public TimeProvider Clock => clock;

    /// <inheritdoc cref="CheckpointLoader.LoadAsync"/>
    public Task<LoadedCheckpoint> LoadAsync(string path, CancellationToken cancellationToken) =>
        Loader.LoadAsync(path, cancellationToken);

    /// <inheritdoc cref="CheckpointLoader.Import"/>
    public LoadedCheckpoint Import(LoadedCheckpoint target, ReadOnlyMemory<byte> content) =>
        Loader.Import(target, content);

    /// <summary>Loads a state file and leaves a journal beside it alone.</summary>
    public Task<LoadedCheckpoint> LoadAloneAsync(
        string path,
        CancellationToken cancellationToken
    ) =>
        new CheckpointLoader(providers, clock, _options with { LeavesJournal = true }).LoadAsync(
            path,
            cancellationToken
        );

    /// <summary>What the journal beside a state knows by itself; <c>null</c> where there is none, or where the state is the one that it continues.</summary>
    public Snapshot? FindKnown(LoadedCheckpoint loaded)
    {
        if (RegularFile.ReadBytes(loaded.JournalPath) is not { Length: > 0 } journal)
        {
            return null;
        }

        var (checkpoint, secrets) = (loaded.Checkpoint, loaded.Secrets);
        var replay = new JournalReplay(providers);
        try
        {
            _ = replay.Replay(journal, loaded.Digest, checkpoint, secrets);
            return null;
        }
        catch (JournalMismatchException)
        {
            return replay.Known(journal, checkpoint, secrets);
        }
    }

    /// <summary>Copies the journal beside a state, which the next save removes.</summary>
    /// <returns>The copy.</returns>
    public string CopyJournal(LoadedCheckpoint loaded)
    {
        var copy = $"{loaded.JournalPath}.recovered-{UnixNanoseconds.Of(clock.GetUtcNow())}";
        files.Replace(copy, RegularFile.ReadBytes(loaded.JournalPath));
        return copy;
    }

    /// <summary>
    /// How long the journal beside a state may get before nothing more begins: it must be readable, and the state that it leads to as well. What is
    /// left is for the operations that have begun.
    /// </summary>
    public long RoomBeside(LoadedCheckpoint saved)
    {
        var state = new FileInfo(saved.Path);
        return Math.Min(
            _options.LargestState / 2,
            (_options.LargestState / 4 * 3) - (state.Exists ? state.Length : 0)
        );
    }

    /// <summary>The refusal of an operation whose result could not be recorded.</summary>
    public InfraException NoRoom(long journal) =>
        new(
            $"This run has recorded {journal} bytes beside the state, and a state of more than {_options.LargestState} could not be read again, so it begins nothing more. Run again to go on. Give large values to resources as files or archives, or split the stack."
        );

    private CheckpointLoader Loader => new(providers, clock, _options);

    /// <summary>Replaces the file's content by a snapshot and removes a left-over journal.</summary>
    /// <exception cref="InfraException">It could not be written, or the snapshot is unsound.</exception>
    public async Task<LoadedCheckpoint> SaveAsync(LoadedCheckpoint loaded, Snapshot snapshot)
    {
        RequireUnchanged(loaded);
        var saved = await FoldAsync(loaded, snapshot, digest => AnnounceAsync(loaded, digest));
        RemoveJournal(loaded);
        files.RemoveAll(loaded.Unjoined.AsSpan());
        RequireSound(saved, snapshot);
        return saved;
    }

    /// <summary>Removes a journal whose content is in the state file now.</summary>
    public void RemoveJournal(LoadedCheckpoint saved) => files.RemoveAll(saved.JournalPath);

    /// <summary>Folds a left-over journal in, so that a new one can begin.</summary>
    public async Task<LoadedCheckpoint> SettleAsync(LoadedCheckpoint loaded)
    {
        if (loaded.WasInterrupted)
        {
            return await SaveAsync(loaded, loaded.Checkpoint.Snapshot);
        }

        RequireUnchanged(loaded);
        return loaded;
    }

    /// <summary>Notes in a left-over journal which checkpoint will hold its content, so that a kill before its removal loses and repeats nothing.</summary>
    private Task AnnounceAsync(LoadedCheckpoint loaded, string digest)
    {
        if (loaded.Journal.Length > 0 && RegularFile.ReadBytes(loaded.JournalPath) is { } journal)
        {
            using var lines = new JournalLines(loaded.Secrets);
            files.Continue(
                loaded.JournalPath,
                JournalContent.SoundLength(journal),
                [.. lines.Folded(digest), (byte)'\n']
            );
        }

        return Task.CompletedTask;
    }

    /// <summary>Writes a plain checkpoint.</summary>
    /// <param name="snapshot">What is to be saved.</param>
    /// <param name="announce">Called with the digest of the new content before it replaces the old.</param>
    /// <param name="keepsBackup">Whether the old content becomes the backup.</param>
    public async Task<LoadedCheckpoint> FoldAsync(
        LoadedCheckpoint loaded,
        Snapshot snapshot,
        Func<string, Task> announce,
        bool keepsBackup = true
    )
    {
        var manifest = CheckpointManifest.Create(clock);
        var checkpoint = loaded.Checkpoint with
        {
            Manifest = manifest,
            Snapshot = snapshot,
            Uninterpreted = WithFault(
                loaded.Checkpoint.Uninterpreted,
                SnapshotIntegrity.FindFault(snapshot)
            ),
        };
        var json = CheckpointWriter.Write(checkpoint, loaded.Secrets);
        if (json.Length > _options.LargestState)
        {
            throw new InfraException(
                $"The new state would have {json.Length} bytes, more than the {_options.LargestState} that are read again, and is not written. What was done is in the journal beside {loaded.Path}. Give large values to resources as files or archives, or split the stack."
            );
        }

        var content = CompressedFiles.Compress(json, _options.Compression);
        var digest = StateContent.Digest(content.Span);
        await announce(digest);
        var path = Replace(loaded.Path, content, keepsBackup);
        files.Replace(StateChecksum.PathOf(path), StateChecksum.Write(content.Span, manifest));
        return loaded with
        {
            Path = path,
            Digest = digest,
            Journal = "",
            Unjoined = [],
            Checkpoint = checkpoint,
        };
    }

    /// <summary>Saves under the extension of the chosen compression; a file with another extension becomes its own backup.</summary>
    private string Replace(string loadedPath, ReadOnlyMemory<byte> content, bool keepsBackup)
    {
        var path = Path.Combine(
            Path.GetDirectoryName(loadedPath) ?? "/",
            CompressedFiles.NameOf(loadedPath) + CompressedFiles.Extension(_options.Compression)
        );
        // A checksum goes before what it belongs to: of a save that changes only the time, the former one would refuse the state after a kill.
        // Pulumi's storage layer keeps a digest beside each file; a missing one is valid, and a stale one misleads.
        files.RemoveAll(
            StateChecksum.PathOf(loadedPath),
            StateChecksum.PathOf(path),
            StateChecksum.PathOf($"{path}.bak")
        );
        files.Replace(path, content.Span, keepsBackup);
        if (path != loadedPath)
        {
            files.MoveToBackup(loadedPath);
        }

        if (_options.RetainsEverySave)
        {
            files.Replace($"{path}.{UnixNanoseconds.Of(clock.GetUtcNow())}", content.Span);
        }

        return path;
    }

    /// <summary>Fails when a snapshot that was just written is unsound: the engine caused it, but only the user can mend it.</summary>
    public void RequireSound(LoadedCheckpoint saved, Snapshot snapshot)
    {
        if (_options.ChecksIntegrity && SnapshotIntegrity.FindFault(snapshot) is { } fault)
        {
            throw new InfraException(
                $"The state was saved to {saved.Path}, but it is unsound: {fault}. The state before is in {saved.Path}.bak; repair the stack with 'pulumi state repair', or put the backup in its place."
            );
        }
    }

    /// <summary>Refuses to replace a state file that changed after it was loaded.</summary>
    private static void RequireUnchanged(LoadedCheckpoint loaded)
    {
        if (!IsUnchanged(loaded) || !Has(loaded.JournalPath, loaded.Journal))
        {
            throw new InfraException(
                $"The state file {loaded.Path} was changed by another run or tool since it was loaded. Nothing was written; run the command again."
            );
        }

        DurableFiles.RemoveLeftovers(loaded.Path);
    }

    /// <summary>Whether the state file is the one that was loaded.</summary>
    public static bool IsUnchanged(LoadedCheckpoint loaded) => Has(loaded.Path, loaded.Digest);

    private static bool Has(string path, string digest) => StateContent.DigestOf(path) == digest;

    /// <summary>Keeps what a run did aside, because it may not be written into the state file.</summary>
    /// <returns>The file that holds it.</returns>
    public string KeepAside(LoadedCheckpoint start, Snapshot end)
    {
        var kept = UnjoinedRuns.Write(files, start, end, clock);
        if (
            RegularFile.ReadBytes(start.JournalPath) is { } journal
            && JournalContent.StartsFrom(journal, start.Digest)
        )
        {
            RemoveJournal(start);
        }

        return kept;
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
                    new Dictionary<string, object>()
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
