using Infra.Engine.Secrets;
using Infra.Engine.State;
using Infra.Engine.State.Journal;

namespace Infra.Engine.Backend;

/// <summary>A stack as it was loaded: its snapshot, and the provider that keeps its secrets.</summary>
public sealed class StoredStack
{
    internal StoredStack(StackReference reference, LoadedCheckpoint loaded)
    {
        Reference = reference;
        Loaded = loaded;
    }

    public StackReference Reference { get; }

    /// <summary>
    /// The state. After a killed run it holds everything that run had finished; the operations it had begun and not ended are
    /// pending.
    /// </summary>
    public Snapshot Snapshot => Loaded.Checkpoint.Snapshot;

    /// <summary>The provider of the state's secrets; <c>null</c> when none is recorded yet.</summary>
    public ISecretsProvider? Secrets => Loaded.Secrets.Provider;

    /// <summary>When it was last saved; <c>null</c> when never.</summary>
    public DateTimeOffset? LastUpdate => Loaded.Checkpoint.Manifest?.Time;

    /// <summary>The version of the engine that saved it; <c>null</c> when none did.</summary>
    public string? EngineVersion => Loaded.Checkpoint.Manifest?.Version;

    public string FilePath => Loaded.Path;

    /// <summary>Whether it holds what a killed run, or one that lost its lock, left beside the state file; the next save folds it in.</summary>
    public bool WasInterrupted => Loaded.WasInterrupted;

    internal LoadedCheckpoint Loaded { get; }
}
