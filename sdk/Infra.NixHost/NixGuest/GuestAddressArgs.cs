using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// The static address of a guest on its LAN. It tells the stack where the guest is, and the guest takes it from its own
/// configuration.
/// </summary>
public sealed class GuestAddressArgs : ResourceArgs
{
    [Input("dns")]
    private InputList<string>? _dns;

    /// <summary>The IP address with prefix length, such as <c>192.168.1.12/24</c>. A change is made in place.</summary>
    [Input("address", required: true)]
    public Input<string> Address { get; set; } = null!;

    /// <summary>The IP address of the default gateway. A change is made in place. Default: none.</summary>
    [Input("gateway")]
    public Input<string>? Gateway { get; set; }

    /// <summary>The IP addresses of the name servers. A change is made in place. Default: none.</summary>
    public InputList<string> Dns
    {
        get => _dns ??= [];
        set => _dns = value;
    }
}
