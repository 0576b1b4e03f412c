namespace Pulumi.Libvirt;

public sealed class NetworkDnsArgs : ResourceArgs
{
    [Input("enabled")]
    public Input<bool>? Enabled { get; set; }
}
