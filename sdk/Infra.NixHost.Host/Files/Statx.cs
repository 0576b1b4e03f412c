using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Infra.NixHost.Hosts.Files;

/// <summary>Reads the facts of a path of this machine by <c>statx(2)</c>, because .NET offers too few of them.</summary>
internal static partial class Statx
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStatsAndBirth = 0xfff;
    private const uint Birth = 0x800;

    /// <summary>The kernel counts blocks of this size on every file system.</summary>
    private const int BlockSize = 512;

    /// <summary>The facts of a file, or of the target of a link; of a link that leads nowhere its own.</summary>
    public static FileStat? Read(string path) => Read(path, flags: 0) ?? ReadLink(path);

    /// <summary>The facts of a file, or of a link itself.</summary>
    public static FileStat? ReadLink(string path) => Read(path, NoFollow);

    private static FileStat? Read(string path, int flags)
    {
        // struct statx has one layout on every architecture, 256 bytes in all. Its fields lie at: mask 0, uid 20, gid 24, mode 28, inode 32,
        // size 40, blocks 48, birth 80, change 96, modification 112, major and minor number of the device 136 and 140.
        Span<byte> buffer = stackalloc byte[256];
        if (Ask(CurrentDirectory, path, flags, BasicStatsAndBirth, buffer) != 0)
        {
            return null;
        }

        // Nix gives all files one modification time, so the time of birth tells a path that was made again. The change time replaces it
        // on file systems without a time of birth.
        var hasBirth = (BinaryPrimitives.ReadUInt32LittleEndian(buffer) & Birth) != 0;
        var made = Text(buffer, hasBirth ? 80 : 96);
        var size = BinaryPrimitives.ReadUInt64LittleEndian(buffer[40..]);
        var inode = BinaryPrimitives.ReadUInt64LittleEndian(buffer[32..]);
        return new(
            BinaryPrimitives.ReadUInt32LittleEndian(buffer[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(buffer[24..]),
            BinaryPrimitives.ReadUInt16LittleEndian(buffer[28..]),
            $"{inode} {size} {Text(buffer, 112)} {made}"
        )
        {
            Size = (long)size,
            Allocated = (long)BinaryPrimitives.ReadUInt64LittleEndian(buffer[48..]) * BlockSize,
            Device = Device(
                BinaryPrimitives.ReadUInt32LittleEndian(buffer[136..]),
                BinaryPrimitives.ReadUInt32LittleEndian(buffer[140..])
            ),
            Modified = Time(buffer, 112),
        };
    }

    /// <summary>One number of both, as glibc's <c>makedev(3)</c> makes it and <c>stat</c> prints it.</summary>
    private static ulong Device(ulong major, ulong minor) =>
        (minor & 0xff)
        | ((major & 0xfff) << 8)
        | ((minor & ~0xfful) << 12)
        | ((major & ~0xffful) << 32);

    private static string Text(Span<byte> buffer, int at) =>
        $"{Seconds(buffer, at)}.{Nanoseconds(buffer, at):d9}";

    private static DateTimeOffset Time(Span<byte> buffer, int at) =>
        DateTimeOffset
            .FromUnixTimeSeconds(Seconds(buffer, at))
            .AddTicks(Nanoseconds(buffer, at) / TimeSpan.NanosecondsPerTick);

    private static long Seconds(Span<byte> buffer, int at) =>
        BinaryPrimitives.ReadInt64LittleEndian(buffer[at..]);

    private static uint Nanoseconds(Span<byte> buffer, int at) =>
        BinaryPrimitives.ReadUInt32LittleEndian(buffer[(at + 8)..]);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(
        int directory,
        string path,
        int flags,
        uint mask,
        Span<byte> result
    );
}
