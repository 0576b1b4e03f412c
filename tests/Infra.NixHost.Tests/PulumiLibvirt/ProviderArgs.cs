namespace Pulumi.Libvirt;

public sealed class ProviderArgs : ResourceArgs
{
    public static new ProviderArgs Empty => new();

    [Input("uri")]
    public Input<string>? Uri { get; set; }
}
