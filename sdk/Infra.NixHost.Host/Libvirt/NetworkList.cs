using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Reads all networks. One that vanishes meanwhile is left out.</summary>
internal static class NetworkList
{
    private const uint All = 0;

    /// <summary>The persistent definitions; a transient network has only the one it runs with.</summary>
    public static unsafe IReadOnlyList<string> ReadDefinitions(ConnectHandle connect)
    {
        var found = new List<string>();
        var networks = VirCall.List(
            (out nint* items) => VirApi.virConnectListAllNetworks(connect, out items, All),
            NetworkHandle.Own
        );
        foreach (var network in networks)
        {
            using (network)
            {
                try
                {
                    found.Add(
                        VirCall.Text(
                            VirApi.virNetworkGetXMLDesc(network, LibvirtNetworks.InactiveXml)
                        )
                    );
                }
                catch (LibvirtException e) when (VirErrors.IsNotFound(e))
                {
                    // The network was undefined after the list was made.
                }
            }
        }

        return found;
    }
}
