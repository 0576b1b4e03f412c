using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Looks domains and networks up for a call, and remembers their names.</summary>
internal static class ObjectLookup
{
    /// <summary>Calls with a domain that must exist.</summary>
    public static T WithDomain<T>(
        this LibvirtConnection connection,
        ConnectHandle connect,
        Guid uuid,
        Func<DomainHandle, T> call
    )
    {
        using var domain = VirCall.Check(VirApi.virDomainLookupByUUIDString(connect, $"{uuid}"));
        connection.Names.Learn(uuid, VirApi.virDomainGetName(domain));
        return call(domain);
    }

    /// <summary>Calls with a network that must exist.</summary>
    public static T WithNetwork<T>(
        this LibvirtConnection connection,
        ConnectHandle connect,
        Guid uuid,
        Func<NetworkHandle, T> call
    )
    {
        using var network = VirCall.Check(VirApi.virNetworkLookupByUUIDString(connect, $"{uuid}"));
        connection.Names.Learn(uuid, VirApi.virNetworkGetName(network));
        return call(network);
    }
}
