using Pulumi;

namespace Infra.NixHost;

/// <summary>Who a guest is on its LAN. Its configuration can override each of it.</summary>
public sealed class GuestIdentityArgs : ResourceArgs
{
    [Input("dns")]
    private InputList<string>? _dns;

    /// <summary>The host name, and the name of the libvirt domain.</summary>
    [Input("hostName", required: true)]
    public Input<string> HostName { get; set; } = null!;

    /// <summary>The static IP address with prefix length, such as <c>192.168.1.12/24</c>.</summary>
    [Input("address", required: true)]
    public Input<string> Address { get; set; } = null!;

    /// <summary>The IP address of the default gateway. Default: none.</summary>
    [Input("gateway")]
    public Input<string>? Gateway { get; set; }

    /// <summary>The IP addresses of the name servers. Default: none.</summary>
    public InputList<string> Dns
    {
        get => _dns ??= [];
        set => _dns = value;
    }

    /// <summary>The MAC address of the network card. Default: one that follows from project, stack and host name.</summary>
    [Input("mac")]
    public Input<string>? Mac { get; set; }

    /// <summary>The same as the address of a guest.</summary>
    internal GuestAddressArgs ToAddress() =>
        new()
        {
            Address = Address,
            Gateway = Gateway,
            Dns = Dns,
        };
}
