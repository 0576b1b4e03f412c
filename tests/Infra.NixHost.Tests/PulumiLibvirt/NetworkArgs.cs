namespace Pulumi.Libvirt;

public sealed class NetworkArgs : ResourceArgs
{
    [Input("addresses")]
    private InputList<string>? _addresses;

    public static new NetworkArgs Empty => new();

    public InputList<string> Addresses
    {
        get => _addresses ??= [];
        set => _addresses = value;
    }

    [Input("dns")]
    public Input<NetworkDnsArgs>? Dns { get; set; }

    [Input("mode")]
    public Input<string>? Mode { get; set; }

    [Input("mtu")]
    public Input<int>? Mtu { get; set; }

    [Input("name")]
    public Input<string>? Name { get; set; }
}
