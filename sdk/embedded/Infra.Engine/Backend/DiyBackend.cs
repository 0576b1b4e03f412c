using System.Collections.Immutable;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Edits;
using Infra.Engine.State.Journal;
using Infra.Protocol;
using Infra.Protocol.Naming;

namespace Infra.Engine.Backend;

/// <summary>Keeps the states of stacks in files below a directory, in the format of Pulumi's file backend.</summary>
/// <remarks>
/// A caller that changes a stack holds its lock (<see cref="LockAsync"/>) from before loading it until after the last write. Loading alone needs no
/// lock and writes nothing.
/// </remarks>
public sealed class DiyBackend
{
    private readonly StackFiles _files;
    private readonly StackLocks _locks;
    private readonly CheckpointFile _checkpoints;
    private readonly PulumiEnvironment _environment;
    private readonly bool _checkIntegrity;

    private DiyBackend(string url, StackFiles files, BackendServices services)
    {
        Url = url;
        _files = files;
        _environment = services.Environment;
        _checkIntegrity = services.CheckIntegrity;
        _locks = new(files, services.Environment, services.Clock);
        _checkpoints = new(
            services.SecretsProviders,
            new(),
            services.Clock,
            services.CheckpointOptions
        );
        History = new(files, services.Environment, services.Clock);
        Tags = new(files);
        Recovery = new(files, _checkpoints);
    }

    /// <summary>The URL it was opened with.</summary>
    public string Url { get; }

    public StackHistory History { get; }

    public StackTags Tags { get; }

    /// <summary>What killed runs did and the states lack.</summary>
    public StackRecovery Recovery { get; }

    /// <summary>Opens the backend of a URL and creates its missing files.</summary>
    /// <param name="url">E.g. from <see cref="BackendLocation.Choose"/>.</param>
    /// <param name="services">What the backend needs from its caller.</param>
    /// <exception cref="InfraException">The URL is not of a file backend, or the directory is of another version.</exception>
    public static Task<DiyBackend> OpenAsync(
        string url,
        BackendServices services,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var directory = BackendLocation.RequireDirectory(
            url,
            services.Environment,
            services.BaseDirectory
        );
        var files = new StackFiles(Path.Combine(directory, ".pulumi"), services.Compression);
        BackendMeta.Require(files);
        return Task.FromResult(new DiyBackend(url, files, services));
    }

    public bool Exists(StackReference stack) => File.Exists(_files.Checkpoint(stack));

    /// <summary>All stacks of one project or of all, by name. No passphrase is needed.</summary>
    /// <param name="project">The project, or <c>null</c> for all.</param>
    public Task<ImmutableArray<StackSummary>> ListAsync(
        string? project,
        CancellationToken cancellationToken
    )
    {
        var stacks = ImmutableArray.CreateBuilder<StackSummary>();
        foreach (var stack in StackListing.Find(_files, project))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (lastUpdate, count) = StackListing.Summarize(_files.Checkpoint(stack));
            stacks.Add(new(stack, lastUpdate, count, !_locks.List(stack).IsEmpty));
        }

        return Task.FromResult(stacks.ToImmutable());
    }

    /// <summary>Makes a stack without resources.</summary>
    /// <param name="secrets">The provider that encrypts the stack's secrets.</param>
    /// <exception cref="InfraException">A stack of that name exists already.</exception>
    public async Task<StoredStack> CreateAsync(
        StackReference stack,
        ISecretsProvider secrets,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Exists(stack))
        {
            throw new InfraException(
                $"stack '{stack.Name}' already exists in {_files.Checkpoint(stack)}. Select it with 'pulumi stack select {stack.Name}', or choose another name."
            );
        }

        var empty = new StackCheckpoint { Stack = stack.FullName, SecretsProvider = secrets.State };
        var loaded = new LoadedCheckpoint(_files.Checkpoint(stack), "", "", empty, new(secrets));
        return new(stack, await _checkpoints.SaveAsync(loaded, Snapshot.Empty));
    }

    /// <summary>Removes a stack with its history under its lock, and keeps its last state as <c>STACK.json.bak</c> by default.</summary>
    /// <param name="removeBackups">Whether that last state and all older backups are removed too.</param>
    public Task RemoveAsync(
        StackReference stack,
        bool removeBackups,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        StackRemoval.Remove(_files, Require(stack), stack, removeBackups);
        return Task.CompletedTask;
    }

    /// <summary>Renames a stack under the locks of both names: its urns change, and its history and tags move along.</summary>
    /// <param name="stack">The stack as it was loaded under its lock.</param>
    /// <exception cref="InfraException">A stack of that name exists already, or files could not be written.</exception>
    public async Task<StoredStack> RenameAsync(StoredStack stack, StackReference renamed)
    {
        var path = _files.Checkpoint(renamed);
        if (File.Exists(path))
        {
            throw new InfraException(
                $"stack '{renamed.Name}' already exists in {path}. Nothing was changed; choose another name."
            );
        }

        var snapshot = Renaming.Rename(stack.Snapshot, renamed.Name, renamed.Project);
        var loaded = new LoadedCheckpoint(
            path,
            "",
            "",
            stack.Loaded.Checkpoint with
            {
                Stack = renamed.FullName,
            },
            stack.Loaded.Secrets
        );
        var saved = await _checkpoints.SaveAsync(loaded, snapshot);
        StackRenaming.Finish(_files, stack.FilePath, stack.Reference, renamed);
        return new(renamed, saved);
    }

    /// <summary>Loads a stack's state, including the journal of an interrupted run, and writes nothing.</summary>
    /// <exception cref="StackNotFoundException">There is no such stack.</exception>
    /// <exception cref="InfraException">The state is damaged, unsound or of a newer engine, or its secrets cannot be decrypted.</exception>
    public async Task<StoredStack> LoadAsync(
        StackReference stack,
        CancellationToken cancellationToken
    ) => new(stack, await _checkpoints.LoadAsync(Require(stack), cancellationToken));

    /// <summary>Replaces the whole state of a loaded stack under its lock.</summary>
    /// <param name="stack">The stack as it was loaded under this lock.</param>
    /// <param name="secrets">The new provider; <c>null</c> keeps the present one.</param>
    /// <returns>The stack as it is now.</returns>
    /// <exception cref="InfraException">It could not be written (the old state stays), or the snapshot is unsound.</exception>
    public async Task<StoredStack> SaveAsync(
        StoredStack stack,
        Snapshot snapshot,
        ISecretsProvider? secrets = null
    )
    {
        if (_checkIntegrity && SnapshotIntegrity.FindFault(snapshot) is { } fault)
        {
            throw new InfraException(
                $"The state of {stack.Reference} was not changed: it would be unsound, because {fault}."
            );
        }

        RequireLock(stack);
        return new(
            stack.Reference,
            await _checkpoints.SaveAsync(stack.Loaded.With(secrets), snapshot)
        );
    }

    /// <summary>Opens the writer for a run on a loaded stack under its lock, after the journal of an interrupted run is folded in.</summary>
    /// <param name="stack">The stack as it was loaded under this lock; the run must start from its <see cref="StoredStack.Snapshot"/>.</param>
    /// <param name="secrets">The new provider; <c>null</c> keeps the present one.</param>
    public async Task<ISnapshotWriter> OpenWriterAsync(
        StoredStack stack,
        ISecretsProvider? secrets = null
    )
    {
        RequireLock(stack);
        var settled = await _checkpoints.SettleAsync(stack.Loaded);
        return new JournaledSnapshotWriter(
            _checkpoints,
            settled.With(secrets),
            new(),
            saved => FindConflict(stack.Reference, saved)
        );
    }

    private string? FindConflict(StackReference stack, LoadedCheckpoint saved) =>
        _locks.HasLost(stack)
            ? $"This run has lost the lock of the stack, so the state file {saved.Path} was left as it is."
        : _files.Checkpoint(stack) != saved.Path || !CheckpointFile.IsUnchanged(saved)
            ? $"The state file {saved.Path} was changed by another run or tool during this run and was left as it is."
        : null;

    private void RequireLock(StoredStack stack)
    {
        if (_locks.HasLost(stack.Reference))
        {
            throw new StackLockedException(
                $"The lock of {stack.Reference} was removed since this command took it. Nothing was changed; run the command again."
            );
        }
    }

    /// <summary>Takes the lock of a stack.</summary>
    /// <param name="staleLocks">What to do about locks whose owner is dead.</param>
    /// <exception cref="StackLockedException">Another run holds the lock; nothing was changed.</exception>
    public Task<StackLock> LockAsync(
        StackReference stack,
        StaleLocks staleLocks,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_locks.Acquire(stack, staleLocks));
    }

    /// <summary>Removes all locks of a stack, whoever holds them; the runs that hold them go on.</summary>
    /// <returns>The owners of the removed locks; <c>null</c> for a file that could not be read.</returns>
    public async Task<ImmutableArray<LockOwner?>> CancelAsync(
        StackReference stack,
        CancellationToken cancellationToken
    )
    {
        var path = Require(stack);
        var removed = _locks.Cancel(stack);
        if (
            (File.Exists(LoadedCheckpoint.JournalPathOf(path)) || !UnjoinedRuns.Find(path).IsEmpty)
            && removed.All(l => l.Owner?.IsDead(_environment) == true)
        )
        {
            // Nobody works on the stack, so its journal can be folded into a checkpoint that every tool understands.
            var loaded = await LoadAsync(stack, cancellationToken);
            await _checkpoints.SettleAsync(loaded.Loaded);
        }

        return [.. removed.Select(l => l.Owner)];
    }

    /// <summary>The state as <c>stack export</c> writes it: JSON, indented, newline at the end.</summary>
    /// <param name="showSecrets">Whether secrets are written in clear.</param>
    public static byte[] Export(StoredStack stack, bool showSecrets) =>
        CheckpointWriter.Export(stack.Loaded.Checkpoint, showSecrets ? null : stack.Loaded.Secrets);

    /// <summary>Replaces the state by what <c>stack export</c> wrote, under the lock.</summary>
    /// <param name="force">Whether resources of other stacks and projects are accepted.</param>
    /// <exception cref="InfraException">It is malformed, unsound, or of another stack; nothing was changed.</exception>
    public async Task<StoredStack> ImportAsync(
        StoredStack stack,
        ReadOnlyMemory<byte> content,
        bool force
    )
    {
        var imported = _checkpoints.Import(stack.Loaded, content);
        if (!force && FindForeign(stack.Reference, imported.Checkpoint.Snapshot) is { } urn)
        {
            throw new InfraException(
                $"The deployment does not belong to the stack {stack.Reference}: it holds {urn}, of {urn.Project}/{urn.Stack}. Nothing was changed. Pass --force to import it anyway."
            );
        }

        imported = imported.Secrets.Provider is null ? imported.With(stack.Secrets) : imported;
        return await SaveAsync(new(stack.Reference, imported), imported.Checkpoint.Snapshot);
    }

    private static Urn? FindForeign(StackReference stack, Snapshot snapshot) =>
        snapshot
            .Resources.Select(state => state.Urn)
            .FirstOrDefault(urn => urn.Stack != stack.Name || urn.Project != stack.Project);

    private string Require(StackReference stack)
    {
        var path = _files.Checkpoint(stack);
        return File.Exists(path)
            ? path
            : throw new StackNotFoundException(
                $"no stack named '{stack.Name}' found: there is no {path}. See 'pulumi stack ls' for those there are, or make it with 'pulumi stack init {stack.Name}'."
            );
    }
}
