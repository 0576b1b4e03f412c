using System.Buffers;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Infra.Protocol.Rpc;
using Pulumirpc;

namespace Infra.Protocol.Tests.Rpc;

/// <summary>What a large text costs beside itself.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class LargeMessages
{
    private const int Length = 4_000_000;
    private static readonly Marshaller<CheckRequest> Marshaller = NestedMessageMarshaller
        .RaiseLimit(
            new Method<CheckRequest, CheckRequest>(
                MethodType.Unary,
                "service",
                "method",
                Marshallers.Create<CheckRequest>(
                    (_, _) => throw new NotSupportedException(),
                    _ => throw new NotSupportedException()
                ),
                Marshallers.Create<CheckRequest>(
                    (_, _) => throw new NotSupportedException(),
                    _ => throw new NotSupportedException()
                )
            )
        )
        .RequestMarshaller;

    [Test]
    public void A_large_message_in_pieces_is_read_as_it_was_written()
    {
        var pieces = Write(Message());

        Assert.That(
            Marshaller.ContextualDeserializer(new Payload(pieces.Written)),
            Is.EqualTo(Message())
        );
    }

    [Test]
    public void Who_reads_a_large_text_in_pieces_allocates_the_text_and_little_more()
    {
        var payload = new Payload(Write(Message()).Written);
        var allocated = AllocatedOnNewThread(() => Marshaller.ContextualDeserializer(payload));

        Assert.That(allocated, Is.InRange(2L * Length, (long)(2.1 * Length)));
    }

    [Test]
    public void Who_writes_a_large_text_in_pieces_allocates_little()
    {
        var message = Message();
        var context = new Pieces(keeps: false);
        var allocated = AllocatedOnNewThread(() =>
            Marshaller.ContextualSerializer(message, context)
        );

        Assert.That(allocated, Is.LessThan(Length / 10));
    }

    /// <summary>
    /// What a thread allocates that has no buffers of its own yet, where another thread has done the same before. The collector takes the shared
    /// buffer away at any moment, so the least of some attempts counts.
    /// </summary>
    private static long AllocatedOnNewThread(Action act) =>
        Enumerable
            .Range(0, 10)
            .Min(_ =>
            {
                act();
                var allocated = 0L;
                var thread = new Thread(() =>
                {
                    var before = GC.GetAllocatedBytesForCurrentThread();
                    act();
                    allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                });
                thread.Start();
                thread.Join();
                return allocated;
            });

    private static CheckRequest Message() =>
        new() { News = new() { Fields = { ["text"] = Value.ForString(new('x', Length)) } } };

    private static Pieces Write(CheckRequest message)
    {
        var pieces = new Pieces(keeps: true);
        Marshaller.ContextualSerializer(message, pieces);
        return pieces;
    }

    /// <summary>Takes a message in pieces of 4 KiB, as a server does.</summary>
    private sealed class Pieces(bool keeps) : SerializationContext, IBufferWriter<byte>
    {
        private readonly byte[] _piece = new byte[4096];
        private readonly List<byte[]> _written = [];

        public ReadOnlySequence<byte> Written => Piece.Join(_written);

        public override IBufferWriter<byte> GetBufferWriter() => this;

        public override void SetPayloadLength(int payloadLength) { }

        public override void Complete() { }

        public void Advance(int count)
        {
            if (keeps)
            {
                _written.Add(_piece[..count]);
            }
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => _piece;

        public Span<byte> GetSpan(int sizeHint = 0) => _piece;
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public static ReadOnlySequence<byte> Join(List<byte[]> pieces)
        {
            var first = new Piece { Memory = pieces[0] };
            var last = first;
            foreach (var piece in pieces.Skip(1))
            {
                var next = new Piece
                {
                    Memory = piece,
                    RunningIndex = last.RunningIndex + last.Memory.Length,
                };
                last.Next = next;
                last = next;
            }

            return new(first, 0, last, last.Memory.Length);
        }
    }

    private sealed class Payload(ReadOnlySequence<byte> bytes) : DeserializationContext
    {
        public override int PayloadLength => (int)bytes.Length;

        public override byte[] PayloadAsNewBuffer() => bytes.ToArray();

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => bytes;
    }
}
