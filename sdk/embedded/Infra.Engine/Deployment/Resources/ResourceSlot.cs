using Infra.Engine.State;
using Infra.Protocol.Naming;

namespace Infra.Engine.Deployment.Resources;

/// <summary>A resource's slot in the state. The slot stays while steps replace its content.</summary>
internal sealed class ResourceSlot(ResourceState state)
{
    private volatile ResourceState _state = state;

    public ResourceState State
    {
        get => _state;
        set => _state = value;
    }

    public Urn Urn => _state.Urn;
}
