using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Resources;

/// <summary>A resource to read or delete.</summary>
/// <param name="Identity">The resource.</param>
/// <param name="Id">Its id.</param>
/// <param name="Inputs">Its checked inputs as last known; empty for an import.</param>
/// <param name="Outputs">Its outputs as last known; empty for an import.</param>
internal sealed record StateCall(
    ResourceIdentity Identity,
    string Id,
    PropertyMap Inputs,
    PropertyMap Outputs
);
