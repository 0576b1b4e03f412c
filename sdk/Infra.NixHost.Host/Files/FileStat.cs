namespace Infra.NixHost.Hosts.Files;

/// <summary>The facts of a path.</summary>
/// <param name="User">The id of its owner.</param>
/// <param name="Group">The id of its group.</param>
/// <param name="Mode">The type and permissions of the file.</param>
/// <param name="Stamp">A mark that changes when the file is written or replaced. A new owner or mode does not change it.</param>
public sealed record FileStat(uint User, uint Group, ushort Mode, string Stamp)
{
    private const int TypeMask = 0xf000;
    private const int RegularFile = 0x8000;
    private const int Directory = 0x4000;
    private const int OwnersExecution = 0x40;

    /// <summary>The bytes of its content.</summary>
    public long Size { get; init; }

    /// <summary>The bytes that it takes on the disk, which are fewer than its size where it has holes.</summary>
    public long Allocated { get; init; }

    /// <summary>The number of its file system.</summary>
    public ulong Device { get; init; }

    /// <summary>When it was written last, by the host's clock.</summary>
    public DateTimeOffset Modified { get; init; }

    /// <summary>Whether it is a file with content, not a directory, pipe, socket or device.</summary>
    public bool IsRegularFile => (Mode & TypeMask) == RegularFile;

    /// <summary>Whether it is a directory.</summary>
    public bool IsDirectory => (Mode & TypeMask) == Directory;

    /// <summary>Whether its owner may execute it.</summary>
    public bool IsExecutable => (Mode & OwnersExecution) != 0;

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
}
