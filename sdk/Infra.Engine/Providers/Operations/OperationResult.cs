using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Operations;

/// <summary>A resource after an operation.</summary>
internal sealed record OperationResult
{
    /// <summary>Its id; empty when a read finds nothing, or in a preview.</summary>
    public required string Id { get; init; }

    /// <summary>Its outputs.</summary>
    public required PropertyMap Outputs { get; init; }

    /// <summary>Its inputs as a read found them.</summary>
    public PropertyMap? Inputs { get; init; }

    /// <summary>Why it is there but not as wanted: the operation failed half-way.</summary>
    public ImmutableArray<string> InitErrors { get; init; } = [];

    /// <summary>What the provider said when it failed half-way.</summary>
    public string? Failure { get; init; }

    /// <summary>The provider wants a refresh before it diffs.</summary>
    public bool RefreshBeforeUpdate { get; init; }
}
