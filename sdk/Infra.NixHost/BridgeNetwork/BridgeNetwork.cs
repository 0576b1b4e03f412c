using System.Collections.Immutable;
using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A libvirt network that puts guests on a bridge of the host, and so on its LAN. Only libvirt objects are made; the host's own
/// interfaces stay as they are.
/// </summary>
public sealed class BridgeNetwork : CustomResource
{
    /// <summary>Adds the resource to the stack.</summary>
    /// <param name="name">Its name, unique among the BridgeNetwork resources of the stack.</param>
    /// <param name="args">What it is made from.</param>
    /// <param name="options">How the engine treats it.</param>
    public BridgeNetwork(string name, BridgeNetworkArgs args, CustomResourceOptions? options = null)
        : base("nixhost:index:BridgeNetwork", name, args, options) { }

    /// <summary>The name of the libvirt network.</summary>
    [Output("networkName")]
    public Output<string> NetworkName { get; private set; } = null!;

    /// <summary>Its UUID.</summary>
    [Output("uuid")]
    public Output<string> Uuid { get; private set; } = null!;

    /// <summary>The bridge's ports that are not guests', when last looked at.</summary>
    [Output("uplinks")]
    public Output<ImmutableArray<string>> Uplinks { get; private set; } = null!;

    /// <summary>Whether the network is started.</summary>
    [Output("active")]
    public Output<bool> Active { get; private set; } = null!;

    /// <summary>The network as a network card of a guest. For a MAC address of your own make a <see cref="GuestNetworkArgs"/>.</summary>
    public static implicit operator Input<GuestNetworkArgs>(BridgeNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new GuestNetworkArgs { Network = network.NetworkName };
    }
}
