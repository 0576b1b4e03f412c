using Google.Protobuf;

namespace Infra.Protocol.Rpc;

/// <summary>Reads messages that travel inside of others, as those of callbacks do.</summary>
public static class DeepMessage
{
    /// <summary>
    /// Reads a message whose values may have any depth up to <see cref="MessageLimits.MaxPropertyDepth"/>; the generated parsers stop
    /// at about 30 levels.
    /// </summary>
    /// <exception cref="InvalidProtocolBufferException">The bytes are no such message.</exception>
    public static T Read<T>(ByteString bytes)
        where T : class, IMessage
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return DeepMarshaller.Read<T>(bytes.ToByteArray());
    }
}
