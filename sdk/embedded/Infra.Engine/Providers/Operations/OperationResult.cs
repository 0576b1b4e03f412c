using System.Collections.Immutable;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Operations;

/// <summary>A resource after an operation.</summary>
internal sealed record OperationResult
{
    /// <summary>Its id; empty when a read finds nothing, or in a preview.</summary>
    public required string Id { get; init; }

    public required PropertyMap Outputs { get; init; }

    /// <summary>Its inputs as read from the resource.</summary>
    public PropertyMap? Inputs { get; init; }

    /// <summary>The errors of an operation that created the resource but failed to complete it.</summary>
    public ImmutableArray<string> InitErrors { get; init; } = [];

    /// <summary>The provider's message when the operation failed half-way.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether the provider wants a refresh before each diff.</summary>
    public bool RefreshBeforeUpdate { get; init; }
}
