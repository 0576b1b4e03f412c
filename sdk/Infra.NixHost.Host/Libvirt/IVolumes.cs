namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Storage volumes of one host. Every call has a timeout and throws <see cref="LibvirtException"/> when libvirt refuses.</summary>
public interface IVolumes
{
    /// <summary>
    /// Opens the named pool, or the one over <paramref name="directory"/>. A directory without a pool gets a transient one of ours.
    /// </summary>
    /// <returns>The pool's name and directory.</returns>
    /// <exception cref="HostException">There is no such pool, or it is not a directory pool.</exception>
    Task<PoolInfo> OpenPoolAsync(
        string? pool,
        string directory,
        CancellationToken cancellationToken
    );

    /// <summary>The directory of a pool, or <c>null</c> when there is no pool of this name. The call changes nothing.</summary>
    /// <exception cref="HostException">It is not a directory pool.</exception>
    Task<string?> LocatePoolAsync(string pool, CancellationToken cancellationToken);

    /// <summary>The directories of all directory pools.</summary>
    Task<IReadOnlyList<string>> ListPoolDirectoriesAsync(CancellationToken cancellationToken);

    /// <summary>Creates a qcow2 volume of <paramref name="capacity"/> bytes on a backing file; fails when the file exists.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="HostException">The host's disk is full.</exception>
    Task<string> CreateOverlayAsync(
        PoolInfo pool,
        string fileName,
        long capacity,
        string backingPath,
        string backingFormat,
        CancellationToken cancellationToken
    );

    /// <summary>Grows a volume that no guest uses.</summary>
    Task ResizeAsync(string path, long capacity, CancellationToken cancellationToken);

    /// <summary>Grows a disk of a running guest.</summary>
    Task ResizeLiveAsync(
        Guid domain,
        string path,
        long capacity,
        CancellationToken cancellationToken
    );

    /// <summary>Copies the backing files of a running guest's disk into the disk, which then needs none. The guest keeps running.</summary>
    /// <param name="domain">The guest.</param>
    /// <param name="path">The disk.</param>
    /// <param name="progress">Gets the completed part, from 0 to 1.</param>
    /// <param name="cancellationToken">Stops the copy; the disk then still needs its backing file.</param>
    Task FlattenLiveAsync(
        Guid domain,
        string path,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    );

    /// <summary>Deletes a volume, if it is there. A pool of ours is removed with its last volume.</summary>
    Task DeleteAsync(string path, CancellationToken cancellationToken);

    /// <summary>The names of running domains that have this file open as a disk.</summary>
    Task<IReadOnlyList<string>> FindUsersAsync(string path, CancellationToken cancellationToken);

    /// <summary>The names of domains, running or not, that have this file or directory as a disk.</summary>
    Task<IReadOnlyList<string>> FindReferencesAsync(
        string path,
        CancellationToken cancellationToken
    );
}
