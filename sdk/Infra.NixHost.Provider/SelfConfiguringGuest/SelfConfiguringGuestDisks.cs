using Infra.NixHost.Provider.Components;

namespace Infra.NixHost.Provider.SelfConfiguringGuest;

/// <summary>The resources that a guest's disks come from.</summary>
/// <param name="Os">The guest's own disk.</param>
/// <param name="NixConfig">The root of the configurations.</param>
/// <param name="SelfConfig">The guest's own configuration.</param>
internal sealed record SelfConfiguringGuestDisks(
    RegisteredPart Os,
    RegisteredPart NixConfig,
    RegisteredPart SelfConfig
)
{
    /// <summary>The host's SSH directory; <c>null</c> for none.</summary>
    public RegisteredPart? Ssh { get; init; }

    /// <summary>The system that the host builds; <c>null</c> for none.</summary>
    public RegisteredPart? System { get; init; }

    /// <summary>The manifest, which is made of the others.</summary>
    public RegisteredPart? Config { get; init; }
}
