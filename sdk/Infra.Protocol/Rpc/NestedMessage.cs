using Google.Protobuf;

namespace Infra.Protocol.Rpc;

/// <summary>Reads messages that other messages carry as bytes, as callbacks do.</summary>
public static class NestedMessage
{
    /// <summary>
    /// Reads a message whose values may have any depth up to <see cref="MessageLimits.MaxPropertyDepth"/>; the generated parsers stop
    /// at about 30 levels.
    /// </summary>
    /// <exception cref="InvalidProtocolBufferException">The bytes are not such a message.</exception>
    public static T Parse<T>(ByteString bytes)
        where T : class, IMessage
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return NestedMessageMarshaller.Read<T>(new(bytes.Memory));
    }
}
