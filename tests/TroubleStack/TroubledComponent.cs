using Pulumi;

namespace TroubleStack;

/// <summary>A component whose constructor fails.</summary>
internal sealed class TroubledComponent : ComponentResource
{
    public TroubledComponent(string name)
        : base("trouble:index:Component", name) =>
        throw new InvalidOperationException("trouble in component");
}
