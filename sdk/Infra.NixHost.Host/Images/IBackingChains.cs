namespace Infra.NixHost.Hosts.Images;

/// <summary>
/// Guards the backing files of writable disks. An overlay on a changed base is silently corrupt, and neither QEMU nor libvirt notices.
/// </summary>
public interface IBackingChains
{
    /// <summary>
    /// Reads the chain of a disk and finds its problems. A base whose file has changed since <see cref="RememberAsync"/> is read as a whole and
    /// compared with the store's hash.
    /// </summary>
    /// <exception cref="HostException">There is no such disk, or it is not a disk image.</exception>
    Task<BackingChain> InspectAsync(string path, CancellationToken cancellationToken);

    /// <summary>Copies the backing files of a disk into the disk, which then needs none. No guest may run with it.</summary>
    /// <exception cref="HostException">The disk is full, or in use.</exception>
    Task FlattenAsync(string path, CancellationToken cancellationToken);

    /// <summary>Records the current base of a disk as the one that the disk was made on. A base that is already recorded stays.</summary>
    Task RememberAsync(DiskImage disk, CancellationToken cancellationToken);

    /// <summary>The disks whose bases are recorded, also those that are gone.</summary>
    /// <exception cref="HostException">This user may not read the records.</exception>
    IReadOnlyList<RememberedBase> ListRemembered();

    /// <summary>Removes the record of a disk, if there is one.</summary>
    void Forget(string path);

    /// <summary>Whether the base of a disk is recorded, which tells that the disk was made here.</summary>
    bool IsRemembered(string path);
}
