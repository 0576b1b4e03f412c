using Google.Protobuf;

namespace Infra.Protocol.Rpc;

/// <summary>Reads messages that travel as bytes inside of others, as those of hooks and transforms do.</summary>
public static class DeepMessages
{
    /// <summary>Reads a message that may hold values of any depth up to <see cref="MessageLimits.MaxPropertyDepth"/>.</summary>
    /// <exception cref="InvalidProtocolBufferException">The bytes are no such message.</exception>
    public static T Parse<T>(ByteString bytes)
        where T : class, IMessage => DeepMarshaller.Read<T>(bytes.ToByteArray());
}
