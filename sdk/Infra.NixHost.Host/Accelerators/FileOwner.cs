using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Infra.NixHost.Host.Accelerators;

/// <summary>Who owns a file and what its mode allows; .NET tells the mode only.</summary>
internal sealed partial record FileOwner(uint User, uint Group, ushort Mode)
{
    private const int CurrentDirectory = -100;
    private const uint BasicStats = 0x7ff;
    private const int ReadWrite = 6;

    public static FileOwner? Read(string path)
    {
        // struct statx, the same on every architecture (statx(2)): uid at 20, gid at 24, mode at 28; 256 bytes in all.
        Span<byte> buffer = stackalloc byte[256];
        if (Statx(CurrentDirectory, path, 0, BasicStats, buffer) != 0)
            return null;
        return new(
            BinaryPrimitives.ReadUInt32LittleEndian(buffer[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(buffer[24..]),
            BinaryPrimitives.ReadUInt16LittleEndian(buffer[28..])
        );
    }

    /// <summary>The kernel's rule: the first class that fits decides, root may do anything.</summary>
    public bool AllowsReadWrite(uint user, IEnumerable<uint> groups)
    {
        if (user == 0)
            return true;
        var shift =
            user == User ? 6
            : groups.Contains(Group) ? 3
            : 0;
        return ((Mode >> shift) & ReadWrite) == ReadWrite;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(
        int directory,
        string path,
        int flags,
        uint mask,
        Span<byte> result
    );
}
