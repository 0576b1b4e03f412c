using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>The checked inputs of a BridgeNetwork.</summary>
/// <param name="Bridge">The host's bridge; empty while it is not known.</param>
/// <param name="NetworkName">The network's name; empty while it is not known.</param>
/// <param name="Autostart">Whether it starts with the host.</param>
/// <param name="RequireUplink">Whether the bridge must lead out.</param>
/// <param name="Vlan">The VLAN tag.</param>
internal sealed record BridgeNetworkInputs(
    string Bridge,
    string NetworkName,
    bool Autostart,
    bool RequireUplink,
    int? Vlan
)
{
    /// <summary>Reads them.</summary>
    public static BridgeNetworkInputs Read(PropertyMap inputs)
    {
        var reader = new InputReader(inputs, BridgeNetworkDefinition.Resource.Defaults);
        return new(
            reader.Text("bridge") ?? "",
            reader.Text("networkName") ?? "",
            reader.FlagOrDefault("autostart"),
            reader.FlagOrDefault("requireUplink"),
            reader.Integer("vlan")
        );
    }
}
