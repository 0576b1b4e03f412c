using Infra.NixHost.Hosts;

namespace Infra.NixHost.Provider.Resources;

/// <summary>Reads ids from a state, which may have been edited or damaged.</summary>
internal static class StateId
{
    /// <summary>The UUID that is the id of a libvirt object.</summary>
    /// <exception cref="HostException">The id is not a UUID.</exception>
    public static Guid Uuid(ResourceIdentity identity, string id) =>
        Guid.TryParse(id, out var uuid)
            ? uuid
            : throw new HostException(
                "state-id",
                $"The state of {identity.Urn.Value} has the id \"{id}\", which is not a UUID. "
                    + "Import the resource again, or remove it from the state."
            );
}
