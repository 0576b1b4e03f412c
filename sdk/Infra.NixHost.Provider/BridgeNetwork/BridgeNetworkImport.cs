using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Bridges;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>Reads existing networks, for an import by name or UUID and for a refresh.</summary>
internal sealed class BridgeNetworkImport(ProviderSession session)
{
    /// <summary>The network that an id names, with the inputs that describe it; <c>null</c> when there is none.</summary>
    public async Task<ResourceState?> ReadAsync(StateCall call, CancellationToken cancellationToken)
    {
        var networks = session.Host.Networks;
        var info = Guid.TryParse(call.Id, out var uuid)
            ? await networks.FindAsync(uuid, cancellationToken)
            : await networks.FindAsync(call.Id, cancellationToken);
        if (
            info is null
            || await networks.ReadAsync(info.Uuid, cancellationToken) is not { } network
        )
        {
            return null;
        }

        if (BridgeNetworkXml.LeadsTo(network.Xml) is not var (bridgeName, vlan))
        {
            throw new HostException(
                "import-no-bridge",
                $"The network '{info.Name}' ({info.Uuid}) does not lead to a bridge of the host (<forward mode='bridge'/>), so it is not a "
                    + "BridgeNetwork. Give its name to the guests' networks; nothing of it changes then."
            );
        }

        var bridge = await session.Host.Bridges.FindAsync(bridgeName, cancellationToken);
        var inputs = PropertyMap.Of(
            ("bridge", bridgeName),
            ("networkName", info.Name),
            ("autostart", info.Autostart),
            ("requireUplink", bridge?.HasCarrier ?? false)
        );
        return new(
            $"{info.Uuid:D}",
            ImportedInputs.Of(vlan is { } tag ? inputs.With("vlan", tag) : inputs),
            ImportedInputs.Of(Outputs(info, bridge))
        );
    }

    /// <summary>All networks by UUID.</summary>
    public async Task<IReadOnlyList<ListedObject>> ListAsync(CancellationToken cancellationToken) =>
        [
            .. (await session.Host.Networks.ReadDefinitionsAsync(cancellationToken))
                .Select(xml => XElement.Parse(xml))
                // libvirt gives every definition a UUID and a name.
                .Select(network => new ListedObject(
                    network.Element("uuid")!.Value,
                    network.Element("name")!.Value,
                    OwnerXml.Read(network)
                )),
        ];

    /// <summary>Updates the inputs from the host: the bridge and VLAN of the active or the defined network.</summary>
    public static PropertyMap Observe(PropertyMap inputs, NetworkReading network)
    {
        var reader = new InputReader(inputs);
        (string?, int?) wanted = (reader.Text("bridge"), reader.Integer("vlan"));
        var differing = new[] { network.LiveXml, network.Xml }
            .OfType<string>()
            .Select(BridgeNetworkXml.LeadsTo)
            .FirstOrDefault(to => to != wanted);
        if (differing is var (bridge, vlan))
        {
            inputs = inputs.With("bridge", bridge);
            inputs = vlan is { } tag ? inputs.With("vlan", tag) : inputs.Without("vlan");
        }

        return inputs.With("autostart", network.Info.Autostart);
    }

    /// <summary>The outputs of a network.</summary>
    public static PropertyMap Outputs(NetworkInfo network, HostBridge? bridge) =>
        PropertyMap.Of(
            ("networkName", network.Name),
            ("uuid", $"{network.Uuid:D}"),
            ("uplinks", PropertyValue.List((bridge?.Uplinks ?? []).Select(u => (PropertyValue)u))),
            ("active", network.IsActive)
        );
}
