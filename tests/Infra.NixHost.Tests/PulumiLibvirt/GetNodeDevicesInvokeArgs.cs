namespace Pulumi.Libvirt;

public sealed class GetNodeDevicesInvokeArgs : InvokeArgs
{
    public static new GetNodeDevicesInvokeArgs Empty => new();

    [Input("capability")]
    public Input<string>? Capability { get; set; }
}
