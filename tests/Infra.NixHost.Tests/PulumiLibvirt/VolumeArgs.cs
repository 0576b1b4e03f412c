namespace Pulumi.Libvirt;

public sealed class VolumeArgs : ResourceArgs
{
    public static new VolumeArgs Empty => new();

    [Input("name")]
    public Input<string>? Name { get; set; }

    [Input("pool")]
    public Input<string>? Pool { get; set; }

    [Input("size")]
    public Input<int>? Size { get; set; }
}
