using Pulumirpc;

namespace Pulumi.Deployments;

/// <summary>The engine's side of a running program.</summary>
internal interface IMonitor
{
    Task<bool> SupportsFeatureAsync(string id);

    Task<string> RegisterPackageAsync(Pulumirpc.RegisterPackageRequest request);

    Task<RegisterResourceResponse> RegisterResourceAsync(
        Resource resource,
        RegisterResourceRequest request
    );

    Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request);

    Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request);

    Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request);

    Task<CallResponse> CallAsync(ResourceCallRequest request);

    Task RegisterStackInvokeTransformAsync(Callback callback);

    Task RegisterResourceHookAsync(RegisterResourceHookRequest request);

    Task RegisterErrorHookAsync(RegisterErrorHookRequest request);

    /// <summary>Says that nothing more comes, and waits until the engine is through with it.</summary>
    Task SignalAndWaitForShutdownAsync();
}
