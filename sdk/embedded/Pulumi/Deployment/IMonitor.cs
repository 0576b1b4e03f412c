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

    /// <summary>Announces the end of the program, and waits until the engine has run all steps.</summary>
    Task SignalAndWaitForShutdownAsync();
}
