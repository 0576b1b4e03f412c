using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Infra.NixHost.Provider.Rpc;

/// <summary>The one place where exceptions become gRPC errors.</summary>
internal sealed class ErrorInterceptor : Interceptor
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
            throw ErrorStatus.From(e);
        }
    }
}
