using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace Pulumi.Tests.Engine;

/// <summary>Records the requests of a program, and answers like an engine whose every step succeeds.</summary>
internal sealed class FakeMonitor(CallLog calls) : ResourceMonitor.ResourceMonitorBase
{
    /// <summary>Answers registrations. Default: the inputs are the outputs, and there is an id except in previews.</summary>
    public Func<
        RegisterResourceRequest,
        RegisterResourceResponse,
        RegisterResourceResponse
    > Answer { get; set; } = (_, response) => response;

    public Func<ResourceInvokeRequest, ResourceInvokeResponse> AnswerInvoke { get; set; } =
        request => new() { Return = request.Args };

    public Func<ResourceCallRequest, CallResponse> AnswerCall { get; set; } =
        request => new() { Return = request.Args };

    public Func<ReadResourceRequest, Struct> AnswerRead { get; set; } =
        request => request.Properties;

    public ISet<string> MissingFeatures { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The engine's work between the program's end and its own.</summary>
    public Func<Task> BeforeShutdown { get; set; } = () => Task.CompletedTask;

    /// <summary>The engine's work on a registration before it answers.</summary>
    public Func<RegisterResourceRequest, Task> OnRegister { get; set; } = _ => Task.CompletedTask;

    public bool IsPreview { get; set; }

    public bool KnowsShutdown { get; set; } = true;

    public override Task<SupportsFeatureResponse> SupportsFeature(
        SupportsFeatureRequest request,
        ServerCallContext context
    )
    {
        calls.Add(request);
        return Task.FromResult(
            new SupportsFeatureResponse { HasSupport = !MissingFeatures.Contains(request.Id) }
        );
    }

    public override async Task<RegisterResourceResponse> RegisterResource(
        RegisterResourceRequest request,
        ServerCallContext context
    )
    {
        calls.Add(request);
        await OnRegister(request);
        var response = new RegisterResourceResponse
        {
            Urn = Urns.Of(request),
            Id = request.Custom && !IsPreview ? $"{request.Name}-id" : "",
            Object = request.Object.Clone(),
        };
        return Answer(request, response);
    }

    public override Task<ReadResourceResponse> ReadResource(
        ReadResourceRequest request,
        ServerCallContext context
    )
    {
        calls.Add(request);
        return Task.FromResult(
            new ReadResourceResponse
            {
                Urn = Urns.Of(request.Parent, request.Type, request.Name),
                Properties = AnswerRead(request),
            }
        );
    }

    public override Task<Empty> RegisterResourceOutputs(
        RegisterResourceOutputsRequest request,
        ServerCallContext context
    )
    {
        calls.Add(request);
        return Task.FromResult(new Empty());
    }

    public override Task<ResourceInvokeResponse> Invoke(
        ResourceInvokeRequest request,
        ServerCallContext context
    )
    {
        calls.Add(request);
        return Task.FromResult(AnswerInvoke(request));
    }

    public override Task<CallResponse> Call(ResourceCallRequest request, ServerCallContext context)
    {
        calls.Add(request);
        return Task.FromResult(AnswerCall(request));
    }

    public override Task<RegisterPackageResponse> RegisterPackage(
        Pulumirpc.RegisterPackageRequest request,
        ServerCallContext context
    )
    {
        calls.Add(request);
        return Task.FromResult(new RegisterPackageResponse { Ref = $"ref-{request.Name}" });
    }

    public override Task<Empty> RegisterStackInvokeTransform(
        Callback request,
        ServerCallContext context
    )
    {
        calls.Add(request);
        return Task.FromResult(new Empty());
    }

    public override Task<Empty> RegisterResourceHook(
        RegisterResourceHookRequest request,
        ServerCallContext context
    )
    {
        calls.Add(request);
        return Task.FromResult(new Empty());
    }

    public override Task<Empty> RegisterErrorHook(
        RegisterErrorHookRequest request,
        ServerCallContext context
    )
    {
        calls.Add(request);
        return Task.FromResult(new Empty());
    }

    public override async Task<Empty> SignalAndWaitForShutdown(
        Empty request,
        ServerCallContext context
    )
    {
        calls.Add(request);
        await BeforeShutdown();
        return KnowsShutdown
            ? new Empty()
            : throw new RpcException(new(StatusCode.Unimplemented, "unknown"));
    }
}
