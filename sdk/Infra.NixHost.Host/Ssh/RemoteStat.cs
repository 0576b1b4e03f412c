using System.Globalization;
using Infra.NixHost.Hosts.Files;

namespace Infra.NixHost.Hosts.Ssh;

/// <summary>Reads the facts of a path that <c>stat</c> of GNU coreutils prints. Its marks are those that this machine would make of the same file.</summary>
internal static class RemoteStat
{
    public static FileStat? Parse(string line)
    {
        if (
            line.Split(' ')
            is not [
                var user,
                var group,
                var mode,
                var inode,
                var size,
                var written,
                var born,
                var changed,
                var blocks,
                var blockSize,
                var device,
            ]
        )
        {
            return null;
        }

        // stat prints 0 where the file system has no time of birth.
        var made =
            born.StartsWith("0.", StringComparison.Ordinal) || born is "0" or "-" ? changed : born;
        return new(
            uint.Parse(user, CultureInfo.InvariantCulture),
            uint.Parse(group, CultureInfo.InvariantCulture),
            ushort.Parse(mode, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            $"{inode} {size} {written} {made}"
        )
        {
            Size = long.Parse(size, CultureInfo.InvariantCulture),
            Allocated =
                long.Parse(blocks, CultureInfo.InvariantCulture)
                * long.Parse(blockSize, CultureInfo.InvariantCulture),
            Device = ulong.Parse(device, CultureInfo.InvariantCulture),
            Modified = Time(written),
        };
    }

    /// <summary>Reads what <see cref="FileScripts.SpaceOf"/> prints.</summary>
    public static FileSystemSpace ParseSpace(string answer)
    {
        var words = answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new(
            ulong.Parse(words[0], CultureInfo.InvariantCulture),
            long.Parse(words[1], CultureInfo.InvariantCulture),
            long.Parse(words[2], CultureInfo.InvariantCulture)
        );
    }

    private static DateTimeOffset Time(string seconds)
    {
        var parts = seconds.Split('.');
        return DateTimeOffset
            .FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture))
            .AddTicks(
                long.Parse(parts[1], CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick
            );
    }
}
