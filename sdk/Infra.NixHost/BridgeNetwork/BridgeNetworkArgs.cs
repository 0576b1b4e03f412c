using Pulumi;

namespace Infra.NixHost;

/// <summary>The inputs of a <see cref="BridgeNetwork"/>.</summary>
public sealed class BridgeNetworkArgs : ResourceArgs
{
    /// <summary>
    /// The name of a bridge of the host, such as <c>br0</c>. The bridge is one of the kernel or of Open vSwitch. A change is made
    /// in place, and running guests of the stack follow.
    /// </summary>
    [Input("bridge", required: true)]
    public Input<string> Bridge { get; set; } = null!;

    /// <summary>The name of the libvirt network. A change replaces the network. Default: the resource's name.</summary>
    [Input("networkName")]
    public Input<string>? NetworkName { get; set; }

    /// <summary>Whether the network starts with the host. A change is made in place. Default true.</summary>
    [Input("autostart")]
    public Input<bool>? Autostart { get; set; }

    /// <summary>
    /// The VLAN tag of the guests, 1 to 4094. It needs a bridge of Open vSwitch, or libvirt 11.0 and a bridge that filters VLANs.
    /// A change is made in place, and running guests of the stack follow. Default: none.
    /// </summary>
    [Input("vlan")]
    public Input<int>? Vlan { get; set; }

    /// <summary>
    /// Whether the bridge must have a port with carrier, so that guests reach the LAN. Isolated labs set it to false. A change
    /// has no effect on the host. Default true.
    /// </summary>
    [Input("requireUplink")]
    public Input<bool>? RequireUplink { get; set; }
}
