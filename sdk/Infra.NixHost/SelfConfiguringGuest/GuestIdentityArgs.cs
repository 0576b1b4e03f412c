using Pulumi;

namespace Infra.NixHost;

/// <summary>The identity of a guest on its LAN. The guest's configuration can override each part of it.</summary>
public sealed class GuestIdentityArgs : ResourceArgs
{
    [Input("dns")]
    private InputList<string>? _dns;

    /// <summary>
    /// The host name, which is also the name of the libvirt domain. A change replaces the guest and keeps its disks.
    /// </summary>
    [Input("hostName", required: true)]
    public Input<string> HostName { get; set; } = null!;

    /// <summary>
    /// The static IP address with prefix length, such as <c>192.168.1.12/24</c>. A change becomes a new system in the guest.
    /// </summary>
    [Input("address", required: true)]
    public Input<string> Address { get; set; } = null!;

    /// <summary>The IP address of the default gateway. A change becomes a new system in the guest. Default: none.</summary>
    [Input("gateway")]
    public Input<string>? Gateway { get; set; }

    /// <summary>The IP addresses of the name servers. A change becomes a new system in the guest. Default: none.</summary>
    public InputList<string> Dns
    {
        get => _dns ??= [];
        set => _dns = value;
    }

    /// <summary>
    /// The MAC address of the network card. A change plugs in another card while the guest runs. Default: one that is derived
    /// from project, stack and host name.
    /// </summary>
    [Input("mac")]
    public Input<string>? Mac { get; set; }

    /// <summary>Returns the identity as the address of a guest.</summary>
    internal GuestAddressArgs ToAddress() =>
        new()
        {
            Address = Address,
            Gateway = Gateway,
            Dns = Dns,
        };
}
