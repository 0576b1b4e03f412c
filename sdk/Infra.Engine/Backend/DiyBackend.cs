using System.Collections.Immutable;
using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Edits;
using Infra.Engine.State.Files;
using Infra.Engine.State.Journal;
using Infra.Engine.Workspace;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>Keeps the states of stacks in files below a directory, in the format of Pulumi's file backend.</summary>
/// <remarks>
/// Whoever changes a stack holds its lock (<see cref="LockAsync"/>) from before loading it until after the last write. Loading alone needs none and
/// writes nothing.
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
            services.CheckpointOptions(files.Compression)
        );
        History = new(files, services.Environment, services.Clock);
        Tags = new(files);
    }

    /// <summary>The URL it was opened with.</summary>
    public string Url { get; }

    /// <summary>The absolute path of its <c>.pulumi</c> directory.</summary>
    public string RootDirectory => _files.Root;

    /// <summary>The records of finished runs.</summary>
    public StackHistory History { get; }

    /// <summary>The tags of stacks.</summary>
    public StackTags Tags { get; }

    /// <summary>Opens the backend of a URL; what is missing of it is made.</summary>
    /// <param name="url">E.g. from <see cref="BackendLocation.Choose"/>.</param>
    /// <param name="services">What it works with.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InfraException">The URL is not of a file backend, or the directory is of another version.</exception>
    public static async Task<DiyBackend> OpenAsync(
        string url,
        BackendServices services,
        CancellationToken cancellationToken
    )
    {
        var directory = BackendLocation.DirectoryOf(
            url,
            services.Environment,
            services.BaseDirectory
        );
        var files = new StackFiles(
            Path.Combine(directory, ".pulumi"),
            CompressedFiles.Of(services.Environment)
        );
        await BackendMeta.RequireAsync(files, cancellationToken).ConfigureAwait(false);
        return new(url, files, services);
    }

    /// <summary>Whether there is such a stack.</summary>
    public bool Exists(StackReference stack) => File.Exists(_files.Checkpoint(stack));

    /// <summary>All stacks by name, of one project or of all. Needs no passphrase.</summary>
    /// <param name="project">The project, or <c>null</c> for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ImmutableArray<StackSummary>> ListAsync(
        string? project,
        CancellationToken cancellationToken
    )
    {
        var stacks = ImmutableArray.CreateBuilder<StackSummary>();
        foreach (var stack in StackListing.Find(_files, project))
        {
            var (lastUpdate, count) = await StackListing
                .SummarizeAsync(_files.Checkpoint(stack), cancellationToken)
                .ConfigureAwait(false);
            stacks.Add(new(stack, lastUpdate, count, !_locks.List(stack).IsEmpty));
        }

        return stacks.ToImmutable();
    }

    /// <summary>Makes a stack without resources.</summary>
    /// <param name="stack">Its name.</param>
    /// <param name="secrets">The provider that will keep its secrets.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InfraException">There is one of that name already.</exception>
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
        var loaded = new LoadedCheckpoint(_files.Checkpoint(stack), "", false, empty, new(secrets));
        return new(
            stack,
            await _checkpoints.SaveAsync(loaded, Snapshot.Empty).ConfigureAwait(false)
        );
    }

    /// <summary>Removes a stack with its history, and keeps its last state as <c>STACK.json.bak</c> unless told otherwise. Hold the lock.</summary>
    /// <param name="stack">Its name.</param>
    /// <param name="removeBackups">Whether that last state and all older backups go as well.</param>
    /// <param name="cancellationToken">Stops it.</param>
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

    /// <summary>Gives a stack another name, perhaps in another project: its resources get other urns, its history and tags go along. Hold both locks.</summary>
    /// <param name="stack">The stack as it was loaded under its lock.</param>
    /// <param name="renamed">Its new name.</param>
    /// <exception cref="InfraException">There is a stack of that name already, or files could not be written.</exception>
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
            false,
            stack.Loaded.Checkpoint with
            {
                Stack = renamed.FullName,
            },
            stack.Loaded.Secrets
        );
        var saved = await _checkpoints.SaveAsync(loaded, snapshot).ConfigureAwait(false);
        StackRenaming.Finish(_files, stack.FilePath, stack.Reference, renamed);
        return new(renamed, saved);
    }

    /// <summary>Loads a stack's state. Reads only, and takes what an interrupted run left in its journal into account.</summary>
    /// <exception cref="StackNotFoundException">There is no such stack.</exception>
    /// <exception cref="InfraException">The state is damaged, unsound or of a newer engine; or its secrets cannot be opened.</exception>
    public async Task<StoredStack> LoadAsync(
        StackReference stack,
        CancellationToken cancellationToken
    ) =>
        new(
            stack,
            await _checkpoints.LoadAsync(Require(stack), cancellationToken).ConfigureAwait(false)
        );

    /// <summary>Replaces the whole state of a loaded stack. Hold the lock.</summary>
    /// <param name="stack">The stack as it was loaded under this lock.</param>
    /// <param name="snapshot">Its new content.</param>
    /// <param name="secrets">The provider from now on; <c>null</c> keeps the present one.</param>
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

        return new(
            stack.Reference,
            await _checkpoints.SaveAsync(stack.Loaded.With(secrets), snapshot).ConfigureAwait(false)
        );
    }

    /// <summary>Opens the writer for a run on a loaded stack. Hold the lock; what an interrupted run left is folded in first.</summary>
    /// <param name="stack">The stack as it was loaded under this lock; the run must start from its <see cref="StoredStack.Snapshot"/>.</param>
    /// <param name="secrets">The provider from now on; <c>null</c> keeps the present one.</param>
    public async Task<ISnapshotWriter> OpenWriterAsync(
        StoredStack stack,
        ISecretsProvider? secrets = null
    )
    {
        var settled = await _checkpoints.SettleAsync(stack.Loaded).ConfigureAwait(false);
        return new JournaledSnapshotWriter(_checkpoints, settled.With(secrets), new());
    }

    /// <summary>Takes the lock of a stack.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="staleLocks">What to do about locks of processes that are certainly gone.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="StackLockedException">Somebody else holds it; nothing was changed.</exception>
    public Task<StackLock> LockAsync(
        StackReference stack,
        StaleLocks staleLocks,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_locks.Acquire(stack, staleLocks));
    }

    /// <summary>Removes all locks of a stack, whoever holds them; does not stop anybody.</summary>
    /// <returns>Whose locks were removed; <c>null</c> for a file that could not be read.</returns>
    public async Task<ImmutableArray<LockOwner?>> CancelAsync(
        StackReference stack,
        CancellationToken cancellationToken
    )
    {
        var path = Require(stack);
        var removed = _locks.Cancel(stack);
        if (
            File.Exists(LoadedCheckpoint.JournalPathOf(path))
            && removed.All(l => l.Owner?.IsDead(_environment) == true)
        )
        {
            // Nobody works on the stack: what an interrupted run left can become a plain checkpoint that any tool understands.
            var loaded = await LoadAsync(stack, cancellationToken).ConfigureAwait(false);
            await _checkpoints.SettleAsync(loaded.Loaded).ConfigureAwait(false);
        }

        return [.. removed.Select(l => l.Owner)];
    }

    /// <summary>The state as <c>stack export</c> writes it: JSON, indented, newline at the end.</summary>
    /// <param name="stack">The loaded stack.</param>
    /// <param name="showSecrets">Whether secrets are written in clear.</param>
    public static byte[] Export(StoredStack stack, bool showSecrets) =>
        CheckpointWriter.Export(stack.Loaded.Checkpoint, showSecrets ? null : stack.Loaded.Secrets);

    /// <summary>Replaces the state by what <c>stack export</c> wrote. Hold the lock.</summary>
    /// <param name="stack">The loaded stack.</param>
    /// <param name="content">The exported JSON.</param>
    /// <param name="force">Accept resources of other stacks and projects.</param>
    /// <exception cref="InfraException">It is malformed, unsound, or of another stack; nothing was changed.</exception>
    public async Task<StoredStack> ImportAsync(
        StoredStack stack,
        ReadOnlyMemory<byte> content,
        bool force
    )
    {
        var imported = _checkpoints.Import(stack.Loaded, content);
        if (!force)
        {
            StackImport.RequireOwn(stack.Reference, imported.Checkpoint.Snapshot);
        }

        imported = imported.Secrets.Provider is null ? imported.With(stack.Secrets) : imported;
        return await SaveAsync(new(stack.Reference, imported), imported.Checkpoint.Snapshot)
            .ConfigureAwait(false);
    }

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
