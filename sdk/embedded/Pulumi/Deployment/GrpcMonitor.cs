using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>The monitor of an engine in another process.</summary>
internal sealed class GrpcMonitor(string address) : IMonitor
{
    private readonly ResourceMonitor.ResourceMonitorClient _client = new(EngineChannel.To(address));

    public async Task<bool> SupportsFeatureAsync(string id) =>
        (await _client.SupportsFeatureAsync(new() { Id = id }).ConfigureAwait(false)).HasSupport;

    public async Task<string> RegisterPackageAsync(Pulumirpc.RegisterPackageRequest request) =>
        (await _client.RegisterPackageAsync(request).ConfigureAwait(false)).Ref;

    public async Task<RegisterResourceResponse> RegisterResourceAsync(
        Resource resource,
        RegisterResourceRequest request
    ) => await _client.RegisterResourceAsync(request).ConfigureAwait(false);

    public async Task<ReadResourceResponse> ReadResourceAsync(
        Resource resource,
        ReadResourceRequest request
    ) => await _client.ReadResourceAsync(request).ConfigureAwait(false);

    public async Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request) =>
        await _client.RegisterResourceOutputsAsync(request).ConfigureAwait(false);

    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request) =>
        await _client.InvokeAsync(request).ConfigureAwait(false);

    public async Task<CallResponse> CallAsync(ResourceCallRequest request) =>
        await _client.CallAsync(request).ConfigureAwait(false);

    public async Task RegisterStackInvokeTransformAsync(Callback callback) =>
        await _client.RegisterStackInvokeTransformAsync(callback).ConfigureAwait(false);

    public async Task RegisterResourceHookAsync(RegisterResourceHookRequest request) =>
        await _client.RegisterResourceHookAsync(request).ConfigureAwait(false);

    public async Task RegisterErrorHookAsync(RegisterErrorHookRequest request) =>
        await _client.RegisterErrorHookAsync(request).ConfigureAwait(false);

    public async Task SignalAndWaitForShutdownAsync()
    {
        try
        {
            await _client.SignalAndWaitForShutdownAsync(new Empty()).ConfigureAwait(false);
        }
        catch (RpcException e)
            when (e.StatusCode
                    is StatusCode.Unimplemented
                        or StatusCode.Unavailable
                        or StatusCode.Cancelled
            )
        {
            // Engines before 3.146 do not know this call and wait for the end of the process.
            // An engine that ends meanwhile, as after a failure of its own, has no hooks left to call.
        }
    }
}
