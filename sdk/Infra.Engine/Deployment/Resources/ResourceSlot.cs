using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Resources;

/// <summary>A resource's place in the state. The place stays while steps replace what it holds.</summary>
internal sealed class ResourceSlot(ResourceState state)
{
    private volatile ResourceState _state = state;

    /// <summary>What the state holds now.</summary>
    public ResourceState State
    {
        get => _state;
        set => _state = value;
    }

    /// <summary>The resource's urn.</summary>
    public Urn Urn => _state.Urn;
}
