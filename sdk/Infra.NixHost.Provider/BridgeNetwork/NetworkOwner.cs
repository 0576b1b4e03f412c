using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>Finds libvirt networks with their owners.</summary>
internal static class NetworkOwner
{
    private const string Foreign = "network-foreign";

    /// <summary>The network that has the name or the UUID of a new one; <c>null</c> when both are free.</summary>
    public static async Task<(NetworkInfo Info, OwnedObject Owned)?> FindRivalAsync(
        ProviderSession session,
        ResourceIdentity identity,
        string name,
        CancellationToken cancellationToken
    )
    {
        var networks = session.Host.Networks;
        var info =
            await networks.FindAsync(name, cancellationToken)
            ?? await networks.FindAsync(identity.Uuid(name), cancellationToken);
        return
            info is not null && await networks.ReadAsync(info.Uuid, cancellationToken) is { } found
            ? (found.Info, Of(found))
            : null;
    }

    /// <summary>A network with its owner.</summary>
    public static OwnedObject Of(NetworkReading network) =>
        new(
            $"the network '{network.Info.Name}' ({network.Info.Uuid:D})",
            OwnerXml.Read(network.Xml),
            Foreign
        )
        {
            IsImportable = true,
        };
}
