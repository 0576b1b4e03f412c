using System.Collections.Immutable;
using Infra.Engine.State.Files;

namespace Infra.Engine.Backend;

/// <summary>A stack that nobody else may change until this is disposed of.</summary>
public sealed class StackLock : IAsyncDisposable
{
    internal StackLock(string path, ImmutableArray<LockOwner> takenFrom)
    {
        FilePath = path;
        TakenFrom = takenFrom;
    }

    /// <summary>The absolute path of the lock file.</summary>
    public string FilePath { get; }

    /// <summary>The dead owners whose locks were removed on the way; worth a warning.</summary>
    public ImmutableArray<LockOwner> TakenFrom { get; }

    /// <summary>Releases the lock. One that was cancelled meanwhile is gone already, which is no error.</summary>
    public ValueTask DisposeAsync()
    {
        DurableFiles.Remove(FilePath);
        return ValueTask.CompletedTask;
    }
}
