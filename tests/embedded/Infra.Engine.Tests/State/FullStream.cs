namespace Infra.Engine.Tests.State;

/// <summary>A file on a disk with room for some bytes.</summary>
internal sealed class FullStream(int room) : MemoryStream
{
    private int _room = room;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _room -= buffer.Length;
        if (_room < 0)
        {
            throw new IOException("No space left on device");
        }
    }
}
