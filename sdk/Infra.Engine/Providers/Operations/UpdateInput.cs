using System.Collections.Immutable;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Operations;

/// <summary>A resource to change.</summary>
internal sealed record UpdateInput
{
    public required Urn Urn { get; init; }

    public required string Id { get; init; }

    public required PropertyMap OldInputs { get; init; }

    public required PropertyMap OldOutputs { get; init; }

    public required PropertyMap NewInputs { get; init; }

    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    /// <summary>Seconds; 0 is the provider's default.</summary>
    public double Timeout { get; init; }

    /// <summary>Nothing is changed; the answer says what would be.</summary>
    public bool IsPreview { get; init; }
}
