using Google.Protobuf;
using Grpc.Core;

namespace Infra.Protocol.Rpc;

/// <summary>Reads messages that nest deeper than the 100 levels at which the generated code stops.</summary>
internal static class DeepMarshaller
{
    /// <summary>The same method, reading and writing with these marshallers.</summary>
    public static Method<TRequest, TResponse> Deepen<TRequest, TResponse>(
        Method<TRequest, TResponse> method
    )
        where TRequest : class
        where TResponse : class =>
        new(
            method.Type,
            method.ServiceName,
            method.Name,
            Deepen(method.RequestMarshaller),
            Deepen(method.ResponseMarshaller)
        );

    private static Marshaller<T> Deepen<T>(Marshaller<T> marshaller)
        where T : class =>
        new(marshaller.ContextualSerializer, context => Receive<T>(context.PayloadAsNewBuffer()));

    /// <summary>Reads what the other side sent; when it is no such message, that side is told.</summary>
    private static T Receive<T>(byte[] payload)
        where T : class
    {
        try
        {
            return Read<T>(payload);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new RpcException(
                new(StatusCode.InvalidArgument, $"This is no {typeof(T).Name}: {e.Message}", e)
            );
        }
    }

    public static T Read<T>(byte[] payload)
        where T : class
    {
        // The only public way to a higher limit is a stream.
        using var stream = new MemoryStream(payload, writable: false);
        using var input = CodedInputStream.CreateWithLimits(
            stream,
            MessageLimits.MaxMessageBytes,
            MessageLimits.MaxMessageDepth
        );
        var message = (IMessage)(object)Activator.CreateInstance<T>();
        message.MergeFrom(input);
        return (T)(object)message;
    }
}
