using System.Collections.Immutable;
using Pulumi;

namespace Infra.NixHost;

/// <summary>
/// A libvirt network that connects guests to a bridge of the host, and so to its LAN. The resource creates libvirt objects only
/// and never changes the host's own interfaces.
/// </summary>
/// <example>
/// <code>
/// var lan = new BridgeNetwork("lan", new() { Bridge = "br0" });
/// </code>
/// </example>
public sealed class BridgeNetwork : CustomResource
{
    /// <summary>Adds the resource to the stack.</summary>
    /// <param name="name">The name, unique among the BridgeNetwork resources of the stack.</param>
    /// <param name="args">The inputs.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public BridgeNetwork(string name, BridgeNetworkArgs args, CustomResourceOptions? options = null)
        : base(
            "nixhost:index:BridgeNetwork",
            name,
            args,
            CustomResourceOptions.Merge(DeleteFirst, options)
        ) { }

    private BridgeNetwork(string name, Input<string> id, CustomResourceOptions? options)
        : base("nixhost:index:BridgeNetwork", name, args: null, ExistingResource.Of(id, options))
    { }

    /// <summary>
    /// Reads a network that exists, whoever made it, for its outputs. The stack neither changes nor deletes it, and the run ends with an error if
    /// there is none.
    /// </summary>
    /// <param name="name">The name, unique among the BridgeNetwork resources of the stack.</param>
    /// <param name="id">Its id: the name or the UUID of the libvirt network.</param>
    /// <param name="options">The options of the resource. Default: none.</param>
    public static BridgeNetwork Get(
        string name,
        Input<string> id,
        CustomResourceOptions? options = null
    ) => new(name, id, options);

    /// <summary>
    /// Two networks cannot have one name, and for <c>--replace</c> and a taint the engine does not ask the provider what to do first.
    /// </summary>
    private static CustomResourceOptions DeleteFirst => new() { DeleteBeforeReplace = true };

    /// <summary>The name of the libvirt network.</summary>
    [Output("networkName")]
    public Output<string> NetworkName { get; private set; } = null!;

    /// <summary>The UUID of the libvirt network.</summary>
    [Output("uuid")]
    public Output<string> Uuid { get; private set; } = null!;

    /// <summary>The bridge's ports that do not belong to guests, as of the last update or refresh.</summary>
    [Output("uplinks")]
    public Output<ImmutableArray<string>> Uplinks { get; private set; } = null!;

    /// <summary>Whether the network is started.</summary>
    [Output("active")]
    public Output<bool> Active { get; private set; } = null!;

    /// <summary>A card in the network as an item of a guest's <c>networks</c>.</summary>
    [Output("card")]
    public Output<Outputs.GuestNetwork> Card { get; private set; } = null!;

    /// <summary>
    /// The name of a bridge of the host, such as <c>br0</c>. The bridge is one of the kernel or of Open vSwitch. A change is made
    /// in place, and running guests of the stack follow.
    /// </summary>
    [Output("bridge")]
    public Output<string> Bridge { get; private set; } = null!;

    /// <summary>Whether the network starts with the host. A change is made in place. Default true.</summary>
    [Output("autostart")]
    public Output<bool> Autostart { get; private set; } = null!;

    /// <summary>
    /// The VLAN tag of the guests, 1 to 4094. It needs a bridge of Open vSwitch, or libvirt 11.0 and a bridge that filters VLANs.
    /// A change is made in place, and running guests of the stack follow. Default: none.
    /// </summary>
    [Output("vlan")]
    public Output<int?> Vlan { get; private set; } = null!;

    /// <summary>
    /// Whether the bridge must have a port with carrier, so that guests reach the LAN. Isolated labs set it to false. A change
    /// has no effect on the host. Default true.
    /// </summary>
    [Output("requireUplink")]
    public Output<bool> RequireUplink { get; private set; } = null!;

    /// <summary>Converts the network to a network card of a guest. A <see cref="GuestNetworkArgs"/> can have its own MAC address.</summary>
    public static implicit operator Input<GuestNetworkArgs>(BridgeNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new GuestNetworkArgs { Network = network.NetworkName };
    }
}
