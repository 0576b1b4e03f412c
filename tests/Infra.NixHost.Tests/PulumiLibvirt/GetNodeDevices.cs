namespace Pulumi.Libvirt;

public static class GetNodeDevices
{
    private const string Token = "libvirt:index/getNodeDevices:getNodeDevices";

    public static Task<GetNodeDevicesResult> InvokeAsync(
        GetNodeDevicesArgs? args = null,
        InvokeOptions? options = null
    ) =>
        global::Pulumi.Deployment.Instance.InvokeAsync<GetNodeDevicesResult>(
            Token,
            args ?? new GetNodeDevicesArgs(),
            options.WithDefaults()
        );

    public static Output<GetNodeDevicesResult> Invoke(
        GetNodeDevicesInvokeArgs? args = null,
        InvokeOptions? options = null
    ) =>
        global::Pulumi.Deployment.Instance.Invoke<GetNodeDevicesResult>(
            Token,
            args ?? new GetNodeDevicesInvokeArgs(),
            options.WithDefaults()
        );

    public static Output<GetNodeDevicesResult> Invoke(
        GetNodeDevicesInvokeArgs args,
        InvokeOutputOptions options
    ) =>
        global::Pulumi.Deployment.Instance.Invoke<GetNodeDevicesResult>(
            Token,
            args,
            options.WithDefaults()
        );
}
