using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Rpc;
using Infra.Protocol;
using Infra.Protocol.Naming;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Testing.Running;

/// <summary>The engine's side of a program in a test. One resource at a time, in the program's order.</summary>
internal sealed class StackMonitor(
    NixHostTestOptions options,
    RunRecord record,
    NixHostResources own,
    OtherResources others
) : ResourceMonitor.ResourceMonitorBase, IDisposable
{
    private const string StackReference = "pulumi:pulumi:StackReference";
    private static readonly HashSet<string> Features = new(StringComparer.Ordinal)
    {
        "secrets",
        "resourceReferences",
        "outputValues",
        "aliasSpecs",
        "deletedWith",
        "replaceWith",
        "replacementTrigger",
    };

    private readonly SemaphoreSlim _gate = new(1);
    private readonly HashSet<string> _urns = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    public override Task<SupportsFeatureResponse> SupportsFeature(
        SupportsFeatureRequest request,
        ServerCallContext context
    ) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = Features.Contains(request.Id) });

    public override Task<RegisterPackageResponse> RegisterPackage(
        RegisterPackageRequest request,
        ServerCallContext context
    ) => Task.FromResult(new RegisterPackageResponse { Ref = $"{request.Name}-{request.Version}" });

    public override Task<RegisterResourceResponse> RegisterResource(
        RegisterResourceRequest request,
        ServerCallContext context
    ) =>
        InTurnAsync(
            context,
            async token =>
            {
                var urn = NewUrn(request.Parent, request.Type, request.Name);
                if (urn.Type == Urn.RootStackType)
                {
                    return new RegisterResourceResponse { Urn = urn.Value, Object = new() };
                }

                if (!request.Custom)
                {
                    AddComponent(request, urn);
                    return new RegisterResourceResponse { Urn = urn.Value, Object = new() };
                }

                var inputs = PropertyDecoder.Decode(request.Object);
                var made = NixHostResources.Has(urn.Type)
                    ? await own.RegisterAsync(request, urn, inputs, token)
                    : others.Register(urn, request.ImportId, inputs);
                return new RegisterResourceResponse
                {
                    Urn = urn.Value,
                    Id = made.Id,
                    Object = Encode(
                        request.SupportsPartialValues
                            ? made.Outputs
                            : made.Outputs.WithoutUnknowns(),
                        request.AcceptSecrets,
                        request.AcceptResources
                    ),
                };
            }
        );

    public override Task<ReadResourceResponse> ReadResource(
        ReadResourceRequest request,
        ServerCallContext context
    ) =>
        InTurnAsync(
            context,
            async token =>
            {
                var urn = NewUrn(request.Parent, request.Type, request.Name);
                var inputs = PropertyDecoder.Decode(request.Properties);
                var outputs =
                    urn.Type == StackReference ? others.Refer(urn, request.Id)
                    : NixHostResources.Has(urn.Type) ? await own.ReadAsync(urn, request.Id, token)
                    : others.Register(urn, request.Id, inputs).Outputs;
                return new ReadResourceResponse
                {
                    Urn = urn.Value,
                    Properties = Encode(outputs, request.AcceptSecrets, request.AcceptResources),
                };
            }
        );

    public override Task<Empty> RegisterResourceOutputs(
        RegisterResourceOutputsRequest request,
        ServerCallContext context
    )
    {
        if (Urn.Parse(request.Urn).Type == Urn.RootStackType)
        {
            record.Outputs = PlainValues.Of(PropertyDecoder.Decode(request.Outputs));
        }

        return Task.FromResult(new Empty());
    }

    public override Task<ResourceInvokeResponse> Invoke(
        ResourceInvokeRequest request,
        ServerCallContext context
    ) =>
        InTurnAsync(
            context,
            async token =>
            {
                var arguments = PropertyDecoder.Decode(request.Args);
                if (!NixHostResources.Has(request.Tok))
                {
                    return new ResourceInvokeResponse
                    {
                        Return = Encode(
                            others.Call(request.Tok, arguments),
                            acceptsSecrets: true,
                            request.AcceptResources
                        ),
                    };
                }

                var (outputs, failures) = await own.CallAsync(request.Tok, arguments, token);
                var answer = new ResourceInvokeResponse
                {
                    Return = ProviderMessages.Write(outputs, isPreview: true),
                };
                answer.Failures.AddRange(ProviderMessages.Failures(failures));
                return answer;
            }
        );

    public override Task<CallResponse> Call(
        ResourceCallRequest request,
        ServerCallContext context
    ) => throw Refusal($"The test cannot call the method '{request.Tok}' of a component.");

    public override Task<Empty> SignalAndWaitForShutdown(
        Empty request,
        ServerCallContext context
    ) => Task.FromResult(new Empty());

    private void AddComponent(RegisterResourceRequest request, Urn urn)
    {
        if (request.Remote)
        {
            throw Refusal(
                $"The component '{request.Name}' of type {request.Type} is made by its provider, which a test in memory does not start."
            );
        }

        record.Resources.Enqueue(
            new(urn.Value, NixHostResources.ShortType(urn.Type), urn.Name, PlannedOperation.Create)
        );
    }

    private Urn NewUrn(string parent, string type, string name)
    {
        var urn = Urn.Create(options.Stack, options.Project, Urn.TryParse(parent), type, name);
        return _urns.Add(urn.Value)
            ? urn
            : throw Refusal(
                $"The program registers two resources of the type {type} with the name '{name}'. Rename one."
            );
    }

    private static RpcException Refusal(string text) => new(new(StatusCode.Unknown, text));

    private async Task<T> InTurnAsync<T>(
        ServerCallContext context,
        Func<CancellationToken, Task<T>> answer
    )
    {
        await _gate.WaitAsync(context.CancellationToken);
        try
        {
            return await answer(context.CancellationToken);
        }
        // The program is told whatever a call ends with, as by an engine; gRPC alone would hide the cause.
        catch (Exception e) when (e is not OperationCanceledException and not RpcException)
        {
            throw Refusal(
                e is InfraException or HostException ? own.Tell(e, PropertyMap.Empty) : $"{e}"
            );
        }
        finally
        {
            _gate.Release();
        }
    }

    private static Struct Encode(PropertyMap values, bool acceptsSecrets, bool acceptsResources) =>
        PropertyEncoder.Encode(
            values,
            new()
            {
                KeepUnknowns = true,
                KeepSecrets = acceptsSecrets,
                KeepResources = acceptsResources,
            }
        );
}
