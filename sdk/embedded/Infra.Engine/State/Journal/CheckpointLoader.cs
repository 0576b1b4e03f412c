using Infra.Engine.Files;
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
    /// <exception cref="InfraException">The file is missing, damaged, unsound or of a newer engine; it is left unchanged.</exception>
    public async Task<LoadedCheckpoint> LoadAsync(string path, CancellationToken cancellationToken)
    {
        // A running update may fold its journal between the two reads here; reading both again then succeeds.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                return LoadOnce(path);
            }
            catch (InfraException e)
                when (e.InnerException is JournalMismatchException && attempt < LoadAttempts)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), clock, cancellationToken);
            }
        }
    }

    /// <summary>Reads what <c>stack export</c> wrote, as the new content of a loaded file.</summary>
    public LoadedCheckpoint Import(LoadedCheckpoint target, ReadOnlyMemory<byte> content)
    {
        try
        {
            var (checkpoint, secrets) = Reader.Import(content, target.Checkpoint.Stack);
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

    private LoadedCheckpoint LoadOnce(string path)
    {
        var content =
            RegularFile.ReadBytes(path)
            ?? throw new InfraException($"There is no state file {path}.");
        var journalPath = LoadedCheckpoint.JournalPathOf(path);
        var journal = RegularFile.ReadBytes(journalPath);
        var unjoined = UnjoinedRuns.Find(path);
        var blamed = path;
        try
        {
            var (checkpoint, secrets) = ReadState(path, content);
            if (journal is not null && !options.LeavesJournal)
            {
                blamed = journalPath;
                (checkpoint, secrets) = new JournalReplay(providers).Replay(
                    journal,
                    StateContent.Digest(content),
                    checkpoint,
                    secrets
                );
                RequireIntegrity(checkpoint.Snapshot);
            }

            foreach (var run in unjoined)
            {
                blamed = run;
                checkpoint = Join(checkpoint, run);
            }

            var (digest, journalDigest) = (
                StateContent.Digest(content),
                StateContent.Digest(journal)
            );
            return new(path, digest, journalDigest, checkpoint, secrets) { Unjoined = unjoined };
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

    private (StackCheckpoint Checkpoint, SecretCiphertexts Secrets) ReadState(
        string path,
        byte[] content
    )
    {
        var unpacked = StateContent.Decompress(content);
        var (checkpoint, secrets) = Reader.Read(unpacked);
        RequireIntegrity(checkpoint.Snapshot);
        if (options.ChecksIntegrity)
        {
            // The other faults say more, so the checksum comes last.
            StateChecksum.Require(path, content, unpacked, checkpoint.Manifest);
        }

        return (checkpoint, secrets);
    }

    private StackCheckpoint Join(StackCheckpoint checkpoint, string path)
    {
        if (UnjoinedRuns.Read(path, Reader) is not var (began, ended))
        {
            return checkpoint;
        }

        checkpoint = checkpoint with
        {
            Snapshot = RunMerge.Join(checkpoint.Snapshot, began, ended),
        };
        RequireIntegrity(checkpoint.Snapshot);
        return checkpoint;
    }

    private CheckpointReader Reader => new(providers, options.KeepsCiphertexts);

    private static InfraException Refuse(string blamed, string path, StateFormatException e) =>
        blamed == path
            ? new(
                $"The state file {path} cannot be used: {e.Message}. It was left as it is.{Backup(path)}",
                e
            )
            : new(
                $"The file {blamed} of an interrupted run cannot be used: {e.Message}. Nothing was changed. "
                    + (
                        e is JournalMismatchException
                            ? "'pulumi state recover' shows what the file knows and the state lacks, and adds it after asking."
                            : $"If the state file {path} is the one to go on with, move that file away and run 'pulumi refresh'."
                    ),
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
