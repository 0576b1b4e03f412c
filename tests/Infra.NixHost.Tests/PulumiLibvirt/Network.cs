using System.Collections.Immutable;

namespace Pulumi.Libvirt;

[LibvirtResourceType("libvirt:index/network:Network")]
public partial class Network : CustomResource
{
    private const string Token = "libvirt:index/network:Network";

    public Network(string name, NetworkArgs? args = null, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new NetworkArgs(), LibvirtDefaults.Of(options, "")) { }

    private Network(
        string name,
        Input<string> id,
        NetworkArgs? state,
        CustomResourceOptions? options
    )
        : base(Token, name, state, LibvirtDefaults.Of(options, id)) { }

    [Output("addresses")]
    public Output<ImmutableArray<string>> Addresses { get; private set; } = null!;

    [Output("dns")]
    public Output<NetworkDns?> Dns { get; private set; } = null!;

    [Output("mode")]
    public Output<string?> Mode { get; private set; } = null!;

    [Output("mtu")]
    public Output<int?> Mtu { get; private set; } = null!;

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    public static Network Get(
        string name,
        Input<string> id,
        NetworkArgs? state = null,
        CustomResourceOptions? options = null
    ) => new(name, id, state, options);
}
