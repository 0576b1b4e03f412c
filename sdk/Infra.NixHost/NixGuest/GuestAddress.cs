using System.Collections.Immutable;
using Pulumi;

namespace Infra.NixHost.Outputs;

/// <summary>
/// The static address of a guest on its LAN. It tells the stack where the guest is, and the guest takes it from its own
/// configuration.
/// </summary>
[OutputType]
public sealed class GuestAddress
{
    [OutputConstructor]
    private GuestAddress(string address, string? gateway, ImmutableArray<string> dns)
    {
        Address = address;
        Gateway = gateway;
        Dns = dns.IsDefault ? [] : dns;
    }

    /// <summary>The IP address with prefix length, such as <c>192.168.1.12/24</c>. A change is made in place.</summary>
    public string Address { get; }

    /// <summary>The IP address of the default gateway. A change is made in place. Default: none.</summary>
    public string? Gateway { get; }

    /// <summary>The IP addresses of the name servers. A change is made in place. Default: none.</summary>
    public ImmutableArray<string> Dns { get; }
}
