namespace Infra.Protocol.Rpc;

/// <summary>How large and how deep messages may be.</summary>
public static class MessageLimits
{
    /// <summary>The largest message either side takes, in bytes: 400 MiB. Set it for sending and receiving on every channel and server.</summary>
    public const int MaxMessageBytes = 400 * 1024 * 1024;

    /// <summary>How many levels of lists, maps and secrets a property value may have.</summary>
    public const int MaxPropertyDepth = 256;

    /// <summary>How deep messages may nest on the wire for values of the greatest depth to fit.</summary>
    /// <remarks>A level of a property value is up to three messages, and twice that for archives in archives.</remarks>
    internal const int MaxMessageDepth = 64 + (6 * MaxPropertyDepth);
}
