using System.Collections.Immutable;
using Infra.Engine.Secrets;

namespace Infra.Engine.State.Checkpoints;

/// <summary>The content of a stack's state file: the snapshot and what belongs to it.</summary>
public sealed record StackCheckpoint
{
    /// <summary>The stack's full name: <c>organization/PROJECT/STACK</c>.</summary>
    public required string Stack { get; init; }

    /// <summary>Who wrote it; <c>null</c> when nothing was ever saved.</summary>
    public CheckpointManifest? Manifest { get; init; }

    /// <summary>The provider of its secrets; <c>null</c> when none is recorded.</summary>
    public SecretsProviderState? SecretsProvider { get; init; }

    public Snapshot Snapshot { get; init; } = Snapshot.Empty;

    /// <summary>Further fields of the deployment (<c>metadata</c>, <c>snippets</c>, <c>extensions</c>, …), by name, as JSON text.</summary>
    public ImmutableSortedDictionary<string, string> Uninterpreted { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
}
