using Grpc.Core;

namespace Infra.Protocol.Rpc;

/// <summary>Serves methods whose requests may hold values of any depth up to <see cref="MessageLimits.MaxPropertyDepth"/>.</summary>
/// <remarks>
/// <c>app.MapGrpcService(NestedMessageService.Define(binder => ResourceMonitor.BindService(binder, monitor)))</c> in place of
/// <c>MapGrpcService&lt;T&gt;()</c>, which stops at about 30 levels.
/// </remarks>
public sealed class NestedMessageService : ServiceBinderBase
{
    private readonly ServerServiceDefinition.Builder _definition =
        ServerServiceDefinition.CreateBuilder();

    private NestedMessageService() { }

    /// <summary>Defines a service.</summary>
    /// <param name="bind">Binds the implementation with the generated <c>BindService</c>.</param>
    public static ServerServiceDefinition Define(Action<ServiceBinderBase> bind)
    {
        var service = new NestedMessageService();
        bind(service);
        return service._definition.Build();
    }

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        UnaryServerMethod<TRequest, TResponse>? handler
    ) => _definition.AddMethod(NestedMessageMarshaller.RaiseLimit(method), Required(handler));

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ServerStreamingServerMethod<TRequest, TResponse>? handler
    ) => _definition.AddMethod(NestedMessageMarshaller.RaiseLimit(method), Required(handler));

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ClientStreamingServerMethod<TRequest, TResponse>? handler
    ) => _definition.AddMethod(NestedMessageMarshaller.RaiseLimit(method), Required(handler));

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        DuplexStreamingServerMethod<TRequest, TResponse>? handler
    ) => _definition.AddMethod(NestedMessageMarshaller.RaiseLimit(method), Required(handler));

    // Generated code binds without handlers only to learn about methods; nothing can be served then.
    private static T Required<T>(T? handler)
        where T : class =>
        handler
        ?? throw new ArgumentNullException(
            nameof(handler),
            "Bind a service with its implementation."
        );
}
