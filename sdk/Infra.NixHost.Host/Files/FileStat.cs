using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Infra.NixHost.Host.Files;

/// <summary>The facts of <c>statx(2)</c> that .NET does not offer.</summary>
/// <param name="User">The id of its owner.</param>
/// <param name="Group">The id of its group.</param>
/// <param name="Mode">The type and permissions of the file.</param>
/// <param name="Stamp">A mark that changes when the file is written or replaced. A new owner or mode does not change it.</param>
public sealed partial record FileStat(uint User, uint Group, ushort Mode, string Stamp)
{
    private const int TypeMask = 0xf000;
    private const int RegularFile = 0x8000;
    private const int CurrentDirectory = -100;
    private const uint BasicStatsAndBirth = 0xfff;
    private const uint Birth = 0x800;

    /// <summary>Whether it is a file with content, not a directory, pipe, socket or device.</summary>
    public bool IsRegularFile => (Mode & TypeMask) == RegularFile;

    /// <summary>The facts of a file, or of the target of a link; <c>null</c> when there is none or it cannot be read.</summary>
    public static FileStat? Read(string path)
    {
        // struct statx has one layout on every architecture, 256 bytes in all. Its fields lie at: mask 0, uid 20, gid 24, mode 28, inode 32,
        // size 40, birth 80, change 96, modification 112.
        Span<byte> buffer = stackalloc byte[256];
        if (Statx(CurrentDirectory, path, 0, BasicStatsAndBirth, buffer) != 0)
        {
            return null;
        }

        // Nix gives all files one modification time, so the time of birth tells a path that was made again. The change time replaces it
        // on file systems without a time of birth.
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

    /// <summary>Applies the kernel's rule for <c>rwx</c>: the first class that fits decides, and root may do anything.</summary>
    public bool Allows(int bits, uint user, IEnumerable<uint> groups)
    {
        if (user == 0)
        {
            return true;
        }

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
