using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.Engine.Deployment;
using Infra.Engine.Foreign;
using Infra.Engine.Monitor.Components;
using Infra.Protocol;
using Infra.Protocol.Rpc;
using Pulumirpc;

namespace Infra.Engine.Monitor;

/// <summary>The engine's side of a running program.</summary>
internal sealed class MonitorService(
    DeploymentRequest request,
    ResourceCalls resources,
    FunctionCalls functions,
    MethodCalls methods,
    Packages packages,
    CallbackRegistrations callbacks
) : ResourceMonitor.ResourceMonitorBase
{
    private readonly TaskCompletionSource _finished = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly TaskCompletionSource _signalled = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>Completes when the program signals that it registers nothing more.</summary>
    public Task Signalled => _signalled.Task;

    /// <summary>Lets the program end after all its registrations are done.</summary>
    public void Finish() => _finished.TrySetResult();

    public override Task<DeploymentInfo> GetDeploymentInfo(
        Empty empty,
        ServerCallContext context
    ) =>
        Task.FromResult(
            new DeploymentInfo
            {
                Project = request.Project.Name,
                Stack = request.Stack,
                Organization = DeploymentRequest.Organization,
                Config = { request.Configuration.Values },
                ConfigSecretKeys = { request.Configuration.SecretKeys },
                DryRun = request.Options.IsPreview,
                Parallel = request.Options.Parallel,
                SupportedFeatures = { MonitorFeatures.All },
            }
        );

    public override Task<SupportsFeatureResponse> SupportsFeature(
        SupportsFeatureRequest feature,
        ServerCallContext context
    ) =>
        Task.FromResult(
            new SupportsFeatureResponse { HasSupport = MonitorFeatures.Has(feature.Id) }
        );

    public override Task<RegisterPackageResponse> RegisterPackage(
        RegisterPackageRequest package,
        ServerCallContext context
    ) =>
        AnswerAsync(() =>
            Task.FromResult(new RegisterPackageResponse { Ref = packages.Register(package) })
        );

    public override Task<RegisterResourceResponse> RegisterResource(
        RegisterResourceRequest registration,
        ServerCallContext context
    )
    {
        LegacyAliases.Mend(registration, context.RequestHeaders);
        return AnswerAsync(() => resources.RegisterAsync(registration));
    }

    public override Task<ReadResourceResponse> ReadResource(
        ReadResourceRequest reading,
        ServerCallContext context
    ) => AnswerAsync(() => resources.ReadAsync(reading));

    public override Task<Empty> RegisterResourceOutputs(
        RegisterResourceOutputsRequest outputs,
        ServerCallContext context
    ) =>
        AnswerAsync(async () =>
        {
            await resources.RegisterOutputsAsync(outputs);
            return new Empty();
        });

    public override Task<ResourceInvokeResponse> Invoke(
        ResourceInvokeRequest invoke,
        ServerCallContext context
    ) => AnswerAsync(() => functions.InvokeAsync(invoke, context.CancellationToken));

    public override Task<CallResponse> Call(ResourceCallRequest call, ServerCallContext context) =>
        AnswerAsync(() => methods.CallAsync(call));

    public override Task<Empty> RegisterStackTransform(
        Callback callback,
        ServerCallContext context
    ) => TakeAsync(() => callbacks.Transforms.RegisterForStack(callback));

    public override Task<Empty> RegisterStackInvokeTransform(
        Callback callback,
        ServerCallContext context
    ) => TakeAsync(() => callbacks.InvokeTransforms.Register(callback));

    public override Task<Empty> RegisterResourceHook(
        RegisterResourceHookRequest hook,
        ServerCallContext context
    ) => TakeAsync(() => callbacks.Hooks.Register(hook));

    public override Task<Empty> RegisterErrorHook(
        RegisterErrorHookRequest hook,
        ServerCallContext context
    ) => TakeAsync(() => callbacks.Hooks.Register(hook));

    public override async Task<Empty> SignalAndWaitForShutdown(
        Empty request,
        ServerCallContext context
    )
    {
        if (!_signalled.TrySetResult())
        {
            throw new RpcException(
                new(StatusCode.FailedPrecondition, "The shutdown was signalled before.")
            );
        }

        await _finished.Task.WaitAsync(context.CancellationToken);
        return new();
    }

    private static Task<Empty> TakeAsync(Action take) =>
        AnswerAsync(() =>
        {
            take();
            return Task.FromResult(new Empty());
        });

    private static async Task<T> AnswerAsync<T>(Func<Task<T>> answer)
    {
        try
        {
            return await answer();
        }
        catch (InfraException e)
        {
            throw new RpcException(new(StatusCode.Unknown, ErrorMessage.Bounded(e.Message)));
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(
                new(StatusCode.Unavailable, "The run is over; nothing can be registered any more.")
            );
        }
    }
}
