using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Structures;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>The properties of BridgeNetwork.</summary>
internal static class BridgeNetworkDefinition
{
    private const string Followed =
        "A change is made in place, and running guests of the stack follow.";
    private const string Follow = "the network leads elsewhere at once";

    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Flag = new PropertyType.Flag();

    /// <summary>The resource.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "BridgeNetwork",
            "A libvirt network that connects guests to a bridge of the host, and so to its LAN. The resource creates libvirt "
                + "objects only and never changes the host's own interfaces.",
            [
                HostInput.Of("the network"),
                new("bridge", Text, RequiredInputs.Bridge)
                {
                    IsRequired = true,
                    Effect = Followed,
                    Impact = ChangeImpact.Live,
                    Reason = Follow,
                },
                new("networkName", Text, "The name of the libvirt network.")
                {
                    Effect = "A change replaces the network.",
                    DefaultText = "the resource's name",
                    Impact = ChangeImpact.Replace,
                    Reason = "libvirt cannot rename a network",
                },
                new("autostart", Flag, "Whether the network starts with the host.")
                {
                    Impact = ChangeImpact.InPlace,
                    Default = true,
                },
                new(
                    "vlan",
                    new PropertyType.Integer(),
                    "The VLAN tag of the guests, 1 to 4094. It needs a bridge of Open vSwitch, or libvirt 11.0 and a bridge that "
                        + "filters VLANs."
                )
                {
                    Effect = Followed,
                    DefaultText = "none",
                    Impact = ChangeImpact.Live,
                    Reason = Follow,
                },
                new(
                    "requireUplink",
                    Flag,
                    "Whether the bridge must have a port with carrier, so that guests reach the LAN. Isolated labs set it to false."
                )
                {
                    Default = true,
                    Impact = ChangeImpact.None,
                },
            ],
            [
                Out("networkName", Text, "The name of the libvirt network."),
                Out("uuid", Text, "The UUID of the libvirt network."),
                Out(
                    "uplinks",
                    new PropertyType.List(Text),
                    "The bridge's ports that do not belong to guests, as of the last update or refresh."
                ),
                Out("active", Flag, "Whether the network is started."),
                Out(
                    "card",
                    new PropertyType.Structure(GuestStructures.Network),
                    "A card in the network as an item of a guest's `networks`."
                ) with
                {
                    Derive = Card,
                },
            ]
        )
        {
            Noun = "a network",
            ImportId = "the name or the UUID of the libvirt network",
            IsDeletedFirst = true,
        };

    /// <summary>What the network is to a guest.</summary>
    private static PropertyValue Card(PropertyMap outputs) =>
        PropertyMap.Of(("network", outputs.Get("networkName") ?? PropertyValue.Computed.Instance));

    private static PropertyDefinition Out(string name, PropertyType type, string description) =>
        new(name, type, description) { IsRequired = true };
}
