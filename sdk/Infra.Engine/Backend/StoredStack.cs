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

    /// <summary>Its name.</summary>
    public StackReference Reference { get; }

    /// <summary>
    /// The state. Of a run that was killed it shows all that run had finished; what it had begun and not ended is among the
    /// pending operations.
    /// </summary>
    public Snapshot Snapshot => Loaded.Checkpoint.Snapshot;

    /// <summary>The provider of the state's secrets; <c>null</c> when none is recorded yet.</summary>
    public ISecretsProvider? Secrets => Loaded.Secrets.Provider;

    /// <summary>When it was last saved; <c>null</c> when never.</summary>
    public DateTimeOffset? LastUpdate => Loaded.Checkpoint.Manifest?.Time;

    /// <summary>The version of the engine that saved it; <c>null</c> when none did.</summary>
    public string? EngineVersion => Loaded.Checkpoint.Manifest?.Version;

    /// <summary>The absolute path of its state file.</summary>
    public string FilePath => Loaded.Path;

    /// <summary>Whether a run was killed and what it did is still in its journal; the next save folds it in.</summary>
    public bool WasInterrupted => Loaded.HasJournal;

    internal LoadedCheckpoint Loaded { get; }
}
