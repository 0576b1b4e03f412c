using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A network card of a guest. Bridge networks convert to it. Exactly one of <c>network</c> and <c>bridge</c> is given.
/// </summary>
public sealed class GuestNetworkArgs : ResourceArgs
{
    /// <summary>The name of a libvirt network.</summary>
    [Input("network")]
    public Input<string>? Network { get; set; }

    /// <summary>The name of a bridge of the host.</summary>
    [Input("bridge")]
    public Input<string>? Bridge { get; set; }

    /// <summary>
    /// The MAC address, such as <c>52:54:00:12:34:56</c>. Default: derived from project, stack, guest and position, and stable for
    /// ever.
    /// </summary>
    [Input("mac")]
    public Input<string>? Mac { get; set; }

    /// <summary>The card's model, such as <c>virtio</c> or <c>e1000e</c>. Default <c>virtio</c>.</summary>
    [Input("model")]
    public Input<string>? Model { get; set; }

    /// <summary>The VLAN tag, 1 to 4094; needs a bridge of Open vSwitch, or libvirt 11.0 and a bridge that filters VLANs. Default: none, or the network's.</summary>
    [Input("vlan")]
    public Input<int>? Vlan { get; set; }
}
