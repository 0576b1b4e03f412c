using System.Collections.Immutable;
using Infra.Engine.Files;

namespace Infra.Engine.Backend;

/// <summary>The lock of a stack, held until it is disposed of.</summary>
public sealed class StackLock : IAsyncDisposable
{
    internal StackLock(string path, ImmutableArray<LockOwner> takenFrom)
    {
        FilePath = path;
        TakenFrom = takenFrom;
    }

    public string FilePath { get; }

    /// <summary>The dead owners whose locks were taken over, for a warning.</summary>
    public ImmutableArray<LockOwner> TakenFrom { get; }

    /// <summary>Releases the lock; a lock that was cancelled meanwhile is gone already.</summary>
    public ValueTask DisposeAsync()
    {
        // A lock that a power cut brings back is dead by its boot, so its removal needs no flush.
        DurableFiles.Remove(FilePath, isDurable: false);
        return ValueTask.CompletedTask;
    }
}
