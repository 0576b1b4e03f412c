using Pulumi;

namespace Infra.NixHost.Outputs;

/// <summary>
/// A network card of a guest. A BridgeNetwork has it as output <c>card</c>. Exactly one of <c>network</c> and <c>bridge</c> is set.
/// </summary>
[OutputType]
public sealed class GuestNetwork
{
    [OutputConstructor]
    private GuestNetwork(string? network, string? bridge, string? mac, string? model, int? vlan)
    {
        Network = network;
        Bridge = bridge;
        Mac = mac;
        Model = model;
        Vlan = vlan;
    }

    /// <summary>The name of a libvirt network. A change moves the card while the guest runs.</summary>
    public string? Network { get; }

    /// <summary>The name of a bridge of the host. A change moves the card while the guest runs.</summary>
    public string? Bridge { get; }

    /// <summary>
    /// The MAC address, such as <c>52:54:00:12:34:56</c>. A change plugs in another card while the guest runs. Default: one that
    /// is derived from project, stack, guest and position and never changes.
    /// </summary>
    public string? Mac { get; }

    /// <summary>
    /// The card's model, such as <c>virtio</c> or <c>e1000e</c>. A change restarts the guest. Default <c>virtio</c>.
    /// </summary>
    public string? Model { get; }

    /// <summary>
    /// The VLAN tag, 1 to 4094. It needs a bridge of Open vSwitch, or libvirt 11.0 and a bridge that filters VLANs. A change
    /// restarts the guest. Default: the network's, or none.
    /// </summary>
    public int? Vlan { get; }
}
