using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.NixHost.Provider.Components;
using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Pulumirpc;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>The gRPC service: decodes requests, calls the typed handlers and encodes answers; it decides nothing.</summary>
internal sealed class ResourceProviderService(ProviderState state, Operations operations)
    : ResourceProvider.ResourceProviderBase
{
    private static readonly Empty Nothing = new();

    /// <inheritdoc/>
    public override Task<ProviderHandshakeResponse> Handshake(
        ProviderHandshakeRequest request,
        ServerCallContext context
    ) =>
        Task.FromResult(
            new ProviderHandshakeResponse
            {
                AcceptSecrets = true,
                AcceptResources = false,
                AcceptOutputs = true,
            }
        );

    /// <inheritdoc/>
    public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
        Task.FromResult(new PluginInfo { Version = Package.Version });

    /// <inheritdoc/>
    public override Task<GetSchemaResponse> GetSchema(
        GetSchemaRequest request,
        ServerCallContext context
    ) => Task.FromResult(new GetSchemaResponse { Schema = Package.Schema() });

    /// <inheritdoc/>
    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context)
    {
        var failures = new CheckFailures();
        var inputs = ProviderConfiguration.Check(ProviderMessages.Read(request.News), failures);
        return Task.FromResult(ProviderMessages.Check(inputs, failures.Found));
    }

    /// <inheritdoc/>
    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
        Task.FromResult(
            ProviderMessages.Diff(
                ConfigurationDiff.Compare(
                    ProviderMessages.Read(request.OldInputs ?? request.Olds),
                    ProviderMessages.Read(request.News)
                )
            )
        );

    /// <inheritdoc/>
    public override Task<ConfigureResponse> Configure(
        ConfigureRequest request,
        ServerCallContext context
    )
    {
        state.Configure(ProviderConfiguration.Read(ProviderMessages.Read(request.Args)));
        return Task.FromResult(
            new ConfigureResponse
            {
                AcceptSecrets = true,
                AcceptOutputs = true,
                SupportsPreview = true,
            }
        );
    }

    /// <inheritdoc/>
    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
        operations.RunAsync(
            context,
            0,
            async token =>
            {
                var identity = ProviderMessages.Identity(request.Urn);
                var (inputs, failures) = await state.Planner.CheckAsync(
                    identity,
                    (ProviderMessages.Read(request.Olds), ProviderMessages.Read(request.News)),
                    token
                );
                return ProviderMessages.Check(inputs, failures);
            }
        );

    /// <inheritdoc/>
    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) =>
        operations.RunAsync(
            context,
            0,
            async token =>
            {
                var identity = ProviderMessages.Identity(request.Urn, request.Id);
                var outcome = await state.Planner.DiffAsync(
                    (identity, request.Id),
                    (
                        ProviderMessages.Read(request.OldInputs ?? request.Olds),
                        ProviderMessages.Read(request.Olds),
                        ProviderMessages.Read(request.News)
                    ),
                    [.. request.IgnoreChanges],
                    token
                );
                return ProviderMessages.Diff(outcome);
            }
        );

    /// <inheritdoc/>
    public override Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) =>
        operations.RunAsync(
            context,
            request.Timeout,
            async token =>
            {
                var call = new ChangeCall(
                    ProviderMessages.Identity(request.Urn),
                    ProviderMessages.Read(request.Properties),
                    request.Preview
                );
                var created = await state.Planner.CreateAsync(call, token);
                return new CreateResponse
                {
                    Id = created.Id,
                    Properties = ProviderMessages.Write(created.Outputs, request.Preview),
                };
            }
        );

    /// <inheritdoc/>
    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) =>
        operations.RunAsync(
            context,
            request.Timeout,
            async token =>
            {
                var call = new StateCall(
                    ProviderMessages.Identity(request.Urn, request.Id),
                    request.Id,
                    ProviderMessages.Read(request.Inputs),
                    ProviderMessages.Read(request.Properties)
                );
                return await state.Planner.ReadAsync(call, token) is { } found
                    ? new ReadResponse
                    {
                        Id = found.Id,
                        Properties = ProviderMessages.Write(found.Outputs, isPreview: false),
                        Inputs = ProviderMessages.Write(found.Inputs, isPreview: false),
                    }
                    : new ReadResponse();
            }
        );

    /// <inheritdoc/>
    public override Task List(
        ListRequest request,
        IServerStreamWriter<ListResponse> responseStream,
        ServerCallContext context
    ) =>
        operations.RunAsync(
            context,
            0,
            async token =>
            {
                var handler = state.Hosts.Own.Handlers.For(request.Token);
                foreach (var answer in await ListMessages.AnswerAsync(handler, request, token))
                {
                    await responseStream.WriteAsync(answer, token);
                }

                return true;
            }
        );

    /// <inheritdoc/>
    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) =>
        operations.RunAsync(
            context,
            request.Timeout,
            async token =>
            {
                var call = new ChangeCall(
                    ProviderMessages.Identity(request.Urn, request.Id),
                    ProviderMessages.Read(request.News),
                    request.Preview
                )
                {
                    Id = request.Id,
                    OldInputs = ProviderMessages.Read(request.OldInputs),
                    OldOutputs = ProviderMessages.Read(request.Olds),
                };
                var outputs = await state.Planner.UpdateAsync(call, token);
                return new UpdateResponse
                {
                    Properties = ProviderMessages.Write(outputs, request.Preview),
                };
            }
        );

    /// <inheritdoc/>
    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context) =>
        operations.RunAsync(
            context,
            request.Timeout,
            async token =>
            {
                var call = new StateCall(
                    ProviderMessages.Identity(request.Urn, request.Id),
                    request.Id,
                    ProviderMessages.Read(request.OldInputs),
                    ProviderMessages.Read(request.Properties)
                );
                await state.Planner.DeleteAsync(call, token);
                return Nothing;
            }
        );

    /// <inheritdoc/>
    public override Task<ConstructResponse> Construct(
        ConstructRequest request,
        ServerCallContext context
    ) =>
        operations.RunAsync(
            context,
            0,
            token => new Construction(state.Session, Package.Components).RunAsync(request, token)
        );

    /// <inheritdoc/>
    public override Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context) =>
        operations.RunAsync(
            context,
            0,
            async token =>
            {
                var (outputs, failures) = await state.Functions.InvokeAsync(
                    request.Tok,
                    ProviderMessages.Read(request.Args),
                    token
                );
                var response = new InvokeResponse
                {
                    Return = ProviderMessages.Write(outputs, request.Preview),
                };
                response.Failures.AddRange(ProviderMessages.Failures(failures));
                return response;
            }
        );

    /// <inheritdoc/>
    public override Task<Empty> Cancel(Empty request, ServerCallContext context)
    {
        operations.Cancel();
        return Task.FromResult(Nothing);
    }
}
