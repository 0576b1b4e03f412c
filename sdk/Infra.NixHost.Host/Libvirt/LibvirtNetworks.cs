using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <inheritdoc cref="INetworks"/>
internal sealed class LibvirtNetworks(LibvirtConnection connection) : INetworks
{
    internal const uint InactiveXml = 1;

    /// <summary>Version 11.0.0 in libvirt's numbering.</summary>
    private const uint FirstThatTags = 11_000_000;

    public Task<NetworkInfo?> FindAsync(string name, CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"look for the network '{name}'",
            connect =>
            {
                using var network = VirCall.Find(VirApi.virNetworkLookupByName(connect, name));
                return network is null ? null : Describe(network);
            },
            cancellationToken
        );

    public Task<NetworkInfo?> FindAsync(Guid uuid, CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"look for the network {uuid}",
            connect =>
            {
                using var network = VirCall.Find(
                    VirApi.virNetworkLookupByUUIDString(connect, $"{uuid}")
                );
                return network is null ? null : Describe(network);
            },
            cancellationToken
        );

    public Task<NetworkReading?> ReadAsync(Guid uuid, CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"read the network {uuid}",
            connect =>
            {
                using var network = VirCall.Find(
                    VirApi.virNetworkLookupByUUIDString(connect, $"{uuid}")
                );
                if (network is null)
                {
                    return null;
                }

                var info = Describe(network);
                return new NetworkReading(
                    info,
                    VirCall.Text(VirApi.virNetworkGetXMLDesc(network, InactiveXml)),
                    info.IsActive
                        ? VirCall.Text(VirApi.virNetworkGetXMLDesc(network, flags: 0))
                        : null
                );
            },
            cancellationToken
        );

    public Task<IReadOnlyList<string>> ReadDefinitionsAsync(CancellationToken cancellationToken) =>
        connection.CallAsync($"read all networks", NetworkList.ReadDefinitions, cancellationToken);

    public Task<bool> CanTagOnLinuxBridgesAsync(CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"tell its version",
            connect =>
            {
                VirCall.Check(VirApi.virConnectGetLibVersion(connect, out var version));
                return version >= FirstThatTags;
            },
            cancellationToken
        );

    public Task<string> GetXmlAsync(Guid uuid, CancellationToken cancellationToken) =>
        WithAsync(
            uuid,
            "read the XML of",
            network => VirCall.Text(VirApi.virNetworkGetXMLDesc(network, InactiveXml)),
            cancellationToken
        );

    public Task<NetworkInfo> DefineAsync(string xml, CancellationToken cancellationToken) =>
        connection.ChangeAsync(
            $"define the network '{DefinedName.Of(xml)}'",
            connect =>
            {
                using var network = VirCall.Check(VirApi.virNetworkDefineXML(connect, xml));
                return Describe(network);
            },
            cancellationToken
        );

    public Task StartAsync(Guid uuid, CancellationToken cancellationToken) =>
        ChangeAsync(
            uuid,
            "start",
            network => IsActive(network) ? 0 : VirCall.Check(VirApi.virNetworkCreate(network)),
            cancellationToken
        );

    public Task StopAsync(Guid uuid, CancellationToken cancellationToken) =>
        ChangeAsync(
            uuid,
            "stop",
            network => IsActive(network) ? VirCall.Check(VirApi.virNetworkDestroy(network)) : 0,
            cancellationToken
        );

    public Task UndefineAsync(Guid uuid, CancellationToken cancellationToken) =>
        ChangeAsync(
            uuid,
            "undefine",
            network => VirCall.Check(VirApi.virNetworkUndefine(network)),
            cancellationToken
        );

    public Task SetAutostartAsync(Guid uuid, bool autostart, CancellationToken cancellationToken) =>
        ChangeAsync(
            uuid,
            "set the autostart of",
            network => VirCall.Check(VirApi.virNetworkSetAutostart(network, autostart ? 1 : 0)),
            cancellationToken
        );

    private Task<T> WithAsync<T>(
        Guid uuid,
        string what,
        Func<NetworkHandle, T> call,
        CancellationToken cancellationToken
    ) =>
        connection.CallAsync(
            $"{what} the network {uuid}",
            connect => connection.WithNetwork(connect, uuid, call),
            cancellationToken
        );

    private Task ChangeAsync(
        Guid uuid,
        string what,
        Func<NetworkHandle, int> call,
        CancellationToken cancellationToken
    ) =>
        connection.ChangeAsync(
            $"{what} the network {uuid}",
            connect => connection.WithNetwork(connect, uuid, call),
            cancellationToken
        );

    private static bool IsActive(NetworkHandle network) =>
        VirCall.Flag(VirApi.virNetworkIsActive(network));

    private static NetworkInfo Describe(NetworkHandle network)
    {
        VirCall.Check(VirApi.virNetworkGetAutostart(network, out var autostart));
        return new(
            VirCall.Uuid(buffer => VirApi.virNetworkGetUUIDString(network, buffer)),
            VirCall.Text(VirApi.virNetworkGetName(network)),
            IsActive(network),
            autostart == 1
        );
    }
}
