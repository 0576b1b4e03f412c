using System.Collections.Immutable;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Providers.Operations;

/// <summary>The last state of a resource and its new inputs.</summary>
internal record DiffInput
{
    public required Urn Urn { get; init; }

    public required string Id { get; init; }

    public required PropertyMap OldInputs { get; init; }

    public required PropertyMap OldOutputs { get; init; }

    public required PropertyMap NewInputs { get; init; }

    public ImmutableArray<string> IgnoreChanges { get; init; } = [];
}
