using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Engine.State.Journal;

namespace Infra.Engine.Backend;

/// <summary>A stack beside a journal that continues another version of its state.</summary>
public sealed class RecoverableStack
{
    internal RecoverableStack(LoadedCheckpoint loaded, Snapshot joined)
    {
        Loaded = loaded;
        Joined = joined;
        var present = loaded.Checkpoint.Snapshot;
        Added = [.. joined.Resources.Except(present.Resources)];
        Begun = [.. joined.PendingOperations.Except(present.PendingOperations)];
    }

    public string JournalPath => Loaded.JournalPath;

    /// <summary>The resources that the journal knows and the state lacks.</summary>
    public ImmutableArray<ResourceState> Added { get; }

    /// <summary>The operations that the journal's run began and that may have ended or not.</summary>
    public ImmutableArray<PendingOperation> Begun { get; }

    internal LoadedCheckpoint Loaded { get; }

    internal Snapshot Joined { get; }
}
