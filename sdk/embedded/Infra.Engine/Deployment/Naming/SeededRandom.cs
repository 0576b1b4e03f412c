using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Infra.Engine.Deployment.Naming;

/// <summary>Random choices that are the same for the same seed.</summary>
internal sealed class SeededRandom(ReadOnlyMemory<byte> seed)
{
    private readonly byte[] _input = [.. seed.Span, 0, 0, 0, 0];
    private byte[] _block = [];
    private int _used;
    private int _counter;

    /// <summary>A text of the given length, made of the characters.</summary>
    public string NextText(string characters, int length) =>
        string.Create(
            length,
            (Random: this, characters),
            static (text, from) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    text[i] = from.characters[from.Random.NextBelow(from.characters.Length)];
                }
            }
        );

    /// <summary>A random uuid (version 4).</summary>
    public Guid NextUuid()
    {
        var bytes = new byte[16];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = NextByte();
        }

        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new(bytes, bigEndian: true);
    }

    // Numbers beyond the last whole multiple of the limit would favour small results.
    private int NextBelow(int limit)
    {
        var end = 256 - (256 % limit);
        int number;
        do
        {
            number = NextByte();
        } while (number >= end);

        return number % limit;
    }

    private byte NextByte()
    {
        if (_used == _block.Length)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_input.AsSpan(seed.Length), _counter++);
            (_block, _used) = (SHA256.HashData(_input), 0);
        }

        return _block[_used++];
    }
}
