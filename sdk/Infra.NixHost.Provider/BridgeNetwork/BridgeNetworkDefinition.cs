using Infra.NixHost.Provider.Definitions;

namespace Infra.NixHost.Provider.BridgeNetwork;

/// <summary>The properties of BridgeNetwork.</summary>
internal static class BridgeNetworkDefinition
{
    private const string Follow = "the network leads elsewhere at once";

    private static readonly PropertyType Text = new PropertyType.Text();
    private static readonly PropertyType Flag = new PropertyType.Flag();

    /// <summary>The resource.</summary>
    public static ResourceDefinition Resource { get; } =
        new(
            "BridgeNetwork",
            "A libvirt network that puts guests on a bridge of the host, and so on its LAN. Only libvirt objects are made; the host's own "
                + "interfaces stay as they are.",
            [
                new(
                    "bridge",
                    Text,
                    "The name of a bridge of the host, such as `br0`, of the kernel or of Open vSwitch. A change is made in place, and running guests of "
                        + "the stack follow."
                )
                {
                    IsRequired = true,
                    Impact = ChangeImpact.Live,
                    Reason = Follow,
                },
                new(
                    "networkName",
                    Text,
                    "The name of the libvirt network. A change replaces the network. Default: the resource's name."
                )
                {
                    Impact = ChangeImpact.Replace,
                    Reason = "libvirt cannot rename a network",
                },
                new("autostart", Flag, "Whether the network starts with the host. Default true.")
                {
                    Default = true,
                },
                new(
                    "vlan",
                    new PropertyType.Integer(),
                    "The VLAN tag of its guests, 1 to 4094; needs a bridge of Open vSwitch, or a bridge that filters VLANs and libvirt 11.0. A change is made "
                        + "in place, and running guests of the stack follow. Default: none."
                )
                {
                    Impact = ChangeImpact.Live,
                    Reason = Follow,
                },
                new(
                    "requireUplink",
                    Flag,
                    "Whether the bridge must have a port with carrier, so that guests reach the LAN; false for isolated labs. Default true."
                )
                {
                    Default = true,
                    Impact = ChangeImpact.None,
                },
            ],
            [
                Out("networkName", Text, "The name of the libvirt network."),
                Out("uuid", Text, "Its UUID."),
                Out(
                    "uplinks",
                    new PropertyType.List(Text),
                    "The bridge's ports that are not guests', when last looked at."
                ),
                Out("active", Flag, "Whether the network is started."),
            ]
        );

    private static PropertyDefinition Out(string name, PropertyType type, string description) =>
        new(name, type, description) { IsRequired = true };
}
