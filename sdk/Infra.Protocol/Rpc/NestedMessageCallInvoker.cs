using Grpc.Core;

namespace Infra.Protocol.Rpc;

/// <summary>
/// Makes calls whose answers may hold values of any depth up to <see cref="MessageLimits.MaxPropertyDepth"/>; the generated clients
/// alone stop at about 30 levels.
/// </summary>
/// <param name="inner">Makes the calls, as a channel's <c>CreateCallInvoker()</c> gives it.</param>
public sealed class NestedMessageCallInvoker(CallInvoker inner) : CallInvoker
{
    /// <inheritdoc/>
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options,
        TRequest request
    ) =>
        inner.BlockingUnaryCall(NestedMessageMarshaller.RaiseLimit(method), host, options, request);

    /// <inheritdoc/>
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        string? host,
        CallOptions options,
        TRequest request
    ) => inner.AsyncUnaryCall(NestedMessageMarshaller.RaiseLimit(method), host, options, request);

    /// <inheritdoc/>
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<
        TRequest,
        TResponse
    >(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        inner.AsyncServerStreamingCall(
            NestedMessageMarshaller.RaiseLimit(method),
            host,
            options,
            request
        );

    /// <inheritdoc/>
    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<
        TRequest,
        TResponse
    >(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        inner.AsyncClientStreamingCall(NestedMessageMarshaller.RaiseLimit(method), host, options);

    /// <inheritdoc/>
    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<
        TRequest,
        TResponse
    >(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        inner.AsyncDuplexStreamingCall(NestedMessageMarshaller.RaiseLimit(method), host, options);
}
