using Infra.Engine.State;
using Infra.Engine.State.Checkpoints;
using Infra.Engine.State.Journal;
using Infra.Protocol;

namespace Infra.Engine.Backend;

/// <summary>
/// Adds what a killed run did to a state that something else has saved since, such as another tool that does not know the run's journal.
/// </summary>
public sealed class StackRecovery
{
    private readonly StackFiles _files;
    private readonly CheckpointFile _checkpoints;

    internal StackRecovery(StackFiles files, CheckpointFile checkpoints)
    {
        _files = files;
        _checkpoints = checkpoints;
    }

    /// <summary>Finds what a journal knows and the state lacks. Writes nothing.</summary>
    /// <param name="stack">The stack, under its lock.</param>
    /// <returns><c>null</c> where no journal is left over, or where it continues the state as it is and the next run takes it up.</returns>
    /// <exception cref="InfraException">The state or the journal is damaged.</exception>
    public async Task<RecoverableStack?> FindAsync(
        StackReference stack,
        CancellationToken cancellationToken
    )
    {
        var loaded = await _checkpoints.LoadAloneAsync(_files.Checkpoint(stack), cancellationToken);
        try
        {
            if (_checkpoints.FindKnown(loaded) is not { } known)
            {
                return null;
            }

            var joined = RunMerge.Join(loaded.Checkpoint.Snapshot, new(), known);
            return new(
                loaded,
                SnapshotIntegrity.FindFault(joined) is null ? joined : SnapshotRepair.Repair(joined)
            );
        }
        catch (StateFormatException e)
        {
            throw new InfraException(
                $"The file {loaded.JournalPath} of an interrupted run cannot be read: {e.Message}. Nothing was changed. Move that file away and run 'pulumi refresh' to go on without it.",
                e
            );
        }
    }

    /// <summary>Saves the state with what the journal knows.</summary>
    /// <param name="found">What was found under the same lock.</param>
    /// <returns>The file that keeps the journal.</returns>
    /// <exception cref="InfraException">It could not be written; the state is as before.</exception>
    public async Task<string> SaveAsync(RecoverableStack found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var copy = _checkpoints.CopyJournal(found.Loaded);
        await _checkpoints.SaveAsync(found.Loaded, found.Joined);
        return copy;
    }
}
