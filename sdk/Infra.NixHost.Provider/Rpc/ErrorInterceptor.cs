using Grpc.Core;
using Grpc.Core.Interceptors;
using Infra.Protocol;
using Infra.Protocol.Values;
using Pulumirpc;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>The one place where exceptions become gRPC errors.</summary>
/// <param name="state">Knows the secrets, which no error quotes.</param>
internal sealed class ErrorInterceptor(ProviderState state) : Interceptor
{
    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request,
        ServerCallContext context,
        UnaryServerMethod<TRequest, TResponse> continuation
    )
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw ErrorStatus.From(e, InputsOf(request), state.Hide);
        }
    }

    /// <inheritdoc/>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation
    )
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw ErrorStatus.From(e, InputsOf(request), state.Hide);
        }
    }

    private static PropertyMap InputsOf<TRequest>(TRequest request)
    {
        try
        {
            return Read(request);
        }
        catch (InfraException)
        {
            // Inputs that cannot be read are the failure itself, which keeps its own reason.
            return PropertyMap.Empty;
        }
    }

    private static PropertyMap Read<TRequest>(TRequest request) =>
        request switch
        {
            CreateRequest create => ProviderMessages.Read(create.Properties),
            UpdateRequest update => ProviderMessages.Read(update.News),
            CheckRequest check => ProviderMessages.Read(check.News),
            DiffRequest diff => ProviderMessages.Read(diff.News),
            ReadRequest read => ProviderMessages.Read(read.Inputs),
            DeleteRequest delete => ProviderMessages.Read(delete.OldInputs),
            _ => PropertyMap.Empty,
        };
}
