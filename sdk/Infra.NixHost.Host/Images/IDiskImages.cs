namespace Infra.NixHost.Hosts.Images;

/// <summary>Facts about disk image files, from <c>qemu-img</c>.</summary>
public interface IDiskImages
{
    /// <summary>Whether the host has a file of this path, of whatever content.</summary>
    bool Exists(string path);

    /// <summary>Whether the host has a directory of this path.</summary>
    bool HasDirectory(string path);

    /// <summary>The paths of the qcow2 files in a directory; none when there is no such directory.</summary>
    /// <exception cref="HostException">This user may not read the directory or one of its files.</exception>
    IReadOnlyList<string> ListQcow2(string directory);

    /// <summary>The bytes that each file of a directory takes on the disk, by its path; none when there is no such directory.</summary>
    IReadOnlyDictionary<string, long> ListAllocations(string directory);

    /// <summary>Reads the facts of one image, even while a guest has it open.</summary>
    /// <exception cref="HostException">There is no such file, or it is not a disk image.</exception>
    Task<DiskImage> ReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>What each file says of its backing file, all in one question. A path without a qcow2 file says nothing.</summary>
    IReadOnlyList<RecordedBacking> ReadBackings(IReadOnlyList<string> paths);

    /// <summary>Reads the image and its backing files, topmost first.</summary>
    /// <exception cref="HostException">A file of the chain is missing or unreadable.</exception>
    Task<IReadOnlyList<DiskImage>> ReadChainAsync(string path, CancellationToken cancellationToken);

    /// <summary>Finds the image file below a store path: <paramref name="fileName"/> when given, else the only <c>*.qcow2</c>.</summary>
    /// <exception cref="HostException">There is none, or more than one.</exception>
    string FindImage(string storePath, string? fileName);
}
