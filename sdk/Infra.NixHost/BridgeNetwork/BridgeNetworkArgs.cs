using Pulumi;

namespace Infra.NixHost;

/// <summary>What a <see cref="BridgeNetwork"/> is made from.</summary>
public sealed class BridgeNetworkArgs : ResourceArgs
{
    /// <summary>The name of a bridge of the host, such as <c>br0</c>. A change replaces the network.</summary>
    [Input("bridge", required: true)]
    public Input<string> Bridge { get; set; } = null!;

    /// <summary>The name of the libvirt network. A change replaces the network. Default: the resource's name.</summary>
    [Input("networkName")]
    public Input<string>? NetworkName { get; set; }

    /// <summary>Whether the network starts with the host. Default true.</summary>
    [Input("autostart")]
    public Input<bool>? Autostart { get; set; }

    /// <summary>The VLAN tag of its guests, 1 to 4094; needs an Open vSwitch bridge. Default: none.</summary>
    [Input("vlan")]
    public Input<int>? Vlan { get; set; }

    /// <summary>
    /// Whether the bridge must have a port with carrier, so that guests reach the LAN; false for isolated labs. Default true.
    /// </summary>
    [Input("requireUplink")]
    public Input<bool>? RequireUplink { get; set; }
}
