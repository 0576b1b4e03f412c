namespace Pulumi.Libvirt;

public sealed class GetNodeDevicesArgs : InvokeArgs
{
    public static new GetNodeDevicesArgs Empty => new();

    [Input("capability")]
    public string? Capability { get; set; }
}
