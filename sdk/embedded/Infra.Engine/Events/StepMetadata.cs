using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Events;

/// <summary>A step as its observers see it.</summary>
public sealed record StepMetadata
{
    /// <summary>What the step does.</summary>
    public required StepOp Op { get; init; }

    /// <summary>The resource of the step.</summary>
    public required Urn Urn { get; init; }

    /// <summary>The resource's type token.</summary>
    public required string Type { get; init; }

    /// <summary>The state before, if there was one.</summary>
    public ResourceState? Old { get; init; }

    /// <summary>The state afterwards, as far as it is known.</summary>
    public ResourceState? New { get; init; }

    /// <summary>The properties that force a replacement.</summary>
    public ImmutableArray<string> ReplaceKeys { get; init; } = [];

    /// <summary>The properties that changed.</summary>
    public ImmutableArray<string> Diffs { get; init; } = [];

    /// <summary>The provider's own account of the changes by property path, or <c>null</c> when it gave none.</summary>
    public ImmutableSortedDictionary<string, PropertyDiff>? DetailedDiff { get; init; }

    /// <summary>The provider reference.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Whether the user asked for this step itself; the two halves of a replacement are not logical.</summary>
    public bool Logical { get; init; } = true;
}
