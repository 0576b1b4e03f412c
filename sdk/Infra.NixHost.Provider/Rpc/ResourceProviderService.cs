using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Resources;
using Pulumirpc;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>The provider as engines call it: decodes, hands over to the typed handlers, encodes. Nothing is decided here.</summary>
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
                AcceptOutputs = false,
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
        var inputs = ProviderConfiguration.Check(Wire.Read(request.News), failures);
        return Task.FromResult(Wire.Check(inputs, failures.Found));
    }

    /// <inheritdoc/>
    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) =>
        Task.FromResult(
            Wire.Diff(
                ConfigurationDiff.Compare(
                    Wire.Read(request.OldInputs ?? request.Olds),
                    Wire.Read(request.News)
                )
            )
        );

    /// <inheritdoc/>
    public override Task<ConfigureResponse> Configure(
        ConfigureRequest request,
        ServerCallContext context
    )
    {
        state.Configure(ProviderConfiguration.Read(Wire.Read(request.Args)));
        return Task.FromResult(
            new ConfigureResponse { AcceptSecrets = true, SupportsPreview = true }
        );
    }

    /// <inheritdoc/>
    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
        operations.RunAsync(
            context,
            0,
            async token =>
            {
                var identity = Wire.Identity(request.Urn);
                var (inputs, failures) = await new ResourcePlanner(state.Session).CheckAsync(
                    state.Handlers.For(identity.Urn),
                    identity,
                    (Wire.Read(request.Olds), Wire.Read(request.News)),
                    token
                );
                return Wire.Check(inputs, failures);
            }
        );

    /// <inheritdoc/>
    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) =>
        operations.RunAsync(
            context,
            0,
            async token =>
            {
                var identity = Wire.Identity(request.Urn);
                var outcome = await new ResourcePlanner(state.Session).DiffAsync(
                    state.Handlers.For(identity.Urn),
                    (identity, request.Id),
                    (
                        Wire.Read(request.OldInputs ?? request.Olds),
                        Wire.Read(request.Olds),
                        Wire.Read(request.News)
                    ),
                    [.. request.IgnoreChanges],
                    token
                );
                return Wire.Diff(outcome);
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
                    Wire.Identity(request.Urn),
                    Wire.Read(request.Properties),
                    request.Preview
                );
                var created = await new ResourcePlanner(state.Session).CreateAsync(
                    state.Handlers.For(call.Identity.Urn),
                    call,
                    token
                );
                return new CreateResponse
                {
                    Id = created.Id,
                    Properties = Wire.Write(created.Outputs, request.Preview),
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
                    Wire.Identity(request.Urn),
                    request.Id,
                    Wire.Read(request.Inputs),
                    Wire.Read(request.Properties)
                );
                state.Session.Known.Note(call.Identity, call.Id);
                return
                    await state.Handlers.For(call.Identity.Urn).ReadAsync(call, token) is { } found
                    ? new ReadResponse
                    {
                        Id = found.Id,
                        Properties = Wire.Write(found.Outputs, isPreview: false),
                        Inputs = Wire.Write(found.Inputs, isPreview: false),
                    }
                    : new ReadResponse();
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
                    Wire.Identity(request.Urn),
                    Wire.Read(request.News),
                    request.Preview
                )
                {
                    Id = request.Id,
                    OldInputs = Wire.Read(request.OldInputs),
                    OldOutputs = Wire.Read(request.Olds),
                };
                var outputs = await new ResourcePlanner(state.Session).UpdateAsync(
                    state.Handlers.For(call.Identity.Urn),
                    call,
                    token
                );
                return new UpdateResponse { Properties = Wire.Write(outputs, request.Preview) };
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
                    Wire.Identity(request.Urn),
                    request.Id,
                    Wire.Read(request.OldInputs),
                    Wire.Read(request.Properties)
                );
                await state.Handlers.For(call.Identity.Urn).DeleteAsync(call, token);
                return Nothing;
            }
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
                    Wire.Read(request.Args),
                    token
                );
                var response = new InvokeResponse { Return = Wire.Write(outputs, request.Preview) };
                response.Failures.AddRange(Wire.Failures(failures));
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
