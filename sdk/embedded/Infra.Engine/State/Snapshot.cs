using System.Collections.Immutable;

namespace Infra.Engine.State;

/// <summary>The whole state of a stack at one moment, dependencies before dependents.</summary>
public sealed record Snapshot
{
    public static Snapshot Empty { get; } = new();

    public ImmutableArray<ResourceState> Resources { get; init; } = [];

    /// <summary>The operations that a killed run left unfinished.</summary>
    public ImmutableArray<PendingOperation> PendingOperations { get; init; } = [];
}
