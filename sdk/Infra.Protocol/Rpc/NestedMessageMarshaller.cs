using System.Buffers;
using Google.Protobuf;
using Grpc.Core;

namespace Infra.Protocol.Rpc;

/// <summary>Reads messages that nest deeper than the 100 levels at which the generated code stops.</summary>
internal static class NestedMessageMarshaller
{
    /// <summary>The method with marshallers of the raised nesting limit.</summary>
    public static Method<TRequest, TResponse> RaiseLimit<TRequest, TResponse>(
        Method<TRequest, TResponse> method
    )
        where TRequest : class
        where TResponse : class =>
        new(
            method.Type,
            method.ServiceName,
            method.Name,
            Marshaller<TRequest>(),
            Marshaller<TResponse>()
        );

    private static Marshaller<T> Marshaller<T>()
        where T : class =>
        new(
            static (message, context) => LargeMessage.Write((IMessage)message, context),
            static context => LargeMessage.Read(context.PayloadAsReadOnlySequence(), Receive<T>)
        );

    /// <summary>Reads what the other side sent; an invalid message is that side's fault and is answered as such.</summary>
    private static T Receive<T>(ReadOnlySequence<byte> payload)
        where T : class
    {
        try
        {
            return Read<T>(payload);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new RpcException(
                new(StatusCode.InvalidArgument, $"This is not a {typeof(T).Name}: {e.Message}", e)
            );
        }
    }

    public static T Read<T>(ReadOnlySequence<byte> payload)
        where T : class
    {
        try
        {
            // Without a copy of the payload, which may be large.
            var message = (IMessage)(object)Activator.CreateInstance<T>();
            message.MergeFrom(payload);
            return (T)(object)message;
        }
        catch (InvalidProtocolBufferException)
        {
            return ReadDeep<T>(payload.ToArray());
        }
    }

    private static T ReadDeep<T>(byte[] payload)
        where T : class
    {
        // Only a stream takes a higher limit.
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
