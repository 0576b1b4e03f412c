using Infra.Engine.Secrets;
using Infra.Engine.State.Checkpoints;
using Infra.Protocol;

namespace Infra.Engine.State.Journal;

/// <summary>Reads state files with the journals beside them. Writes nothing.</summary>
internal sealed class CheckpointLoader(
    ISecretsProviders providers,
    TimeProvider clock,
    CheckpointOptions options
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
            var (checkpoint, secrets) = new CheckpointReader(
                providers,
                options.KeepsCiphertexts
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

    private async Task<LoadedCheckpoint> LoadOnceAsync(
        string path,
        CancellationToken cancellationToken
    )
    {
        var content =
            await StateContent.ReadAsync(path, cancellationToken).ConfigureAwait(false)
            ?? throw new InfraException($"There is no state file {path}.");
        var digest = StateContent.Digest(content);
        var journalPath = LoadedCheckpoint.JournalPathOf(path);
        var journal = await StateContent
            .ReadAsync(journalPath, cancellationToken)
            .ConfigureAwait(false);
        var blamed = path;
        try
        {
            var (checkpoint, secrets) = new CheckpointReader(
                providers,
                options.KeepsCiphertexts
            ).Read(StateContent.Decompress(content));
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
        if (options.ChecksIntegrity && SnapshotIntegrity.FindFault(snapshot) is { } fault)
        {
            throw new StateFormatException($"it is unsound: {fault}");
        }
    }
}
