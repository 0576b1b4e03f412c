using Pulumi;

namespace Infra.NixHost;

/// <example>
/// <code>
/// var lan = new BridgeNetwork("lan", new() { Bridge = "br0" });
/// </code>
/// </example>
public sealed partial class BridgeNetwork
{
    /// <summary>Converts the network to a network card of a guest. A <see cref="GuestNetworkArgs"/> can have its own MAC address.</summary>
    public static implicit operator Input<GuestNetworkArgs>(BridgeNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new GuestNetworkArgs { Network = network.NetworkName };
    }
}
