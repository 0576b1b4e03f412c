using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Infra.NixHost.Host.Files;

/// <summary>What <c>statx(2)</c> says of a file that .NET does not tell.</summary>
/// <param name="User">The id of its owner.</param>
/// <param name="Group">The id of its group.</param>
/// <param name="Mode">Its type and permissions.</param>
/// <param name="Stamp">The same as long as nobody has written to the file or put another in its place; a new owner or mode does not count.</param>
internal sealed partial record FileStat(uint User, uint Group, ushort Mode, string Stamp)
{
    private const int CurrentDirectory = -100;
    private const uint BasicStatsAndBirth = 0xfff;
    private const uint Birth = 0x800;

    /// <summary>Of the file itself or, for a link, of what it leads to; <c>null</c> when there is none or nobody may know.</summary>
    public static FileStat? Read(string path)
    {
        // struct statx, the same on every architecture: mask at 0, uid 20, gid 24, mode 28, inode 32, size 40, birth 80, change 96,
        // modification 112; 256 bytes in all.
        Span<byte> buffer = stackalloc byte[256];
        if (Statx(CurrentDirectory, path, 0, BasicStatsAndBirth, buffer) != 0)
            return null;
        // Nix gives all files one modification time, so a path that was deleted and made again needs another mark. Where the file system
        // keeps no birth, the change time is more careful than necessary.
        var hasBirth = (BinaryPrimitives.ReadUInt32LittleEndian(buffer) & Birth) != 0;
        var made = Time(buffer, hasBirth ? 80 : 96);
        var size = BinaryPrimitives.ReadUInt64LittleEndian(buffer[40..]);
        var inode = BinaryPrimitives.ReadUInt64LittleEndian(buffer[32..]);
        return new(
            BinaryPrimitives.ReadUInt32LittleEndian(buffer[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(buffer[24..]),
            BinaryPrimitives.ReadUInt16LittleEndian(buffer[28..]),
            $"{inode} {size} {Time(buffer, 112)} {made}"
        );
    }

    /// <summary>The kernel's rule for the bits of <c>rwx</c>: the first class that fits decides, root may do anything.</summary>
    public bool Allows(int bits, uint user, IEnumerable<uint> groups)
    {
        if (user == 0)
            return true;
        var shift =
            user == User ? 6
            : groups.Contains(Group) ? 3
            : 0;
        return ((Mode >> shift) & bits) == bits;
    }

    private static string Time(Span<byte> buffer, int at) =>
        $"{BinaryPrimitives.ReadInt64LittleEndian(buffer[at..])}.{BinaryPrimitives.ReadUInt32LittleEndian(buffer[(at + 8)..]):d9}";

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(
        int directory,
        string path,
        int flags,
        uint mask,
        Span<byte> result
    );
}
