using Infra.Engine.State;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;

namespace Infra.Engine.Deployment.Hooks;

/// <summary>The arguments of a hook.</summary>
internal sealed record HookCall
{
    public required Urn Urn { get; init; }

    public required string Type { get; init; }

    /// <summary>The provider's id; empty when there is none yet.</summary>
    public required string Id { get; init; }

    /// <summary>The resource before; <c>null</c> for a create.</summary>
    public ResourceState? Old { get; init; }

    /// <summary>The resource after; <c>null</c> for a delete.</summary>
    public ResourceState? New { get; init; }

    /// <summary>The outputs after the operation, once they are known.</summary>
    public PropertyMap? NewOutputs { get; init; }
}
