using System.Buffers;
using Google.Protobuf;
using Grpc.Core;

namespace Infra.Protocol.Rpc;

/// <summary>
/// Reads and writes messages, large ones through one buffer and one after the other. The generated code would copy every large text once more,
/// and each thread would keep a buffer of its own.
/// </summary>
internal static class LargeMessage
{
    /// <summary>Smaller ones are not worth the wait.</summary>
    private const int Smallest = 256 * 1024;
    private static readonly Lock Turn = new();

    /// <summary>Weak, so that it does not stay when no more large messages come.</summary>
    private static readonly WeakReference<byte[]> Kept = new([]);

    /// <summary>Reads a message, from one piece of memory when it is large.</summary>
    public static T Read<T>(ReadOnlySequence<byte> payload, Func<ReadOnlySequence<byte>, T> read)
    {
        if (payload.Length < Smallest || payload.IsSingleSegment)
        {
            return read(payload);
        }

        lock (Turn)
        {
            var length = (int)payload.Length;
            var buffer = Buffer(length);
            payload.CopyTo(buffer);
            return read(new(buffer, 0, length));
        }
    }

    /// <summary>Writes a message.</summary>
    public static void Write(IMessage message, SerializationContext context)
    {
        var size = message.CalculateSize();
        context.SetPayloadLength(size);
        var writer = context.GetBufferWriter();
        // A client has one piece of memory for the whole message, a server many small ones.
        if (size < Smallest || writer.GetSpan().Length >= size)
        {
            message.WriteTo(writer);
        }
        else
        {
            lock (Turn)
            {
                var bytes = Buffer(size).AsSpan(0, size);
                message.WriteTo(bytes);
                writer.Write(bytes);
            }
        }

        context.Complete();
    }

    private static byte[] Buffer(int size)
    {
        if (!Kept.TryGetTarget(out var buffer) || buffer.Length < size)
        {
            buffer = GC.AllocateUninitializedArray<byte>(size);
            Kept.SetTarget(buffer);
        }

        return buffer;
    }
}
