using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Events;

/// <summary>A step as its observers see it.</summary>
public sealed record StepMetadata
{
    public required StepOp Op { get; init; }

    public required Urn Urn { get; init; }

    public required string Type { get; init; }

    /// <summary>The state before, if there was one.</summary>
    public ResourceState? Old { get; init; }

    /// <summary>The state afterwards, as far as it is known.</summary>
    public ResourceState? New { get; init; }

    /// <summary>The properties that force a replacement.</summary>
    public ImmutableArray<string> ReplaceKeys { get; init; } = [];

    public ImmutableArray<string> Diffs { get; init; } = [];

    /// <summary>The provider's own account of the changes by property path, or <c>null</c> when it gave none.</summary>
    public ImmutableSortedDictionary<string, PropertyDiff>? DetailedDiff { get; init; }

    public string Provider { get; init; } = "";

    /// <summary>Whether the step is the engine's own affair: event logs tell it, displays do not, and nobody counts it.</summary>
    public bool IsInternal => Op == StepOp.RemovePendingReplace || Urn.IsDefaultProvider;

    /// <summary>Whether the user asked for this step itself; the two halves of a replacement are not logical.</summary>
    public bool Logical { get; init; } = true;
}
