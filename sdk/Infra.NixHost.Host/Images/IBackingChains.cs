namespace Infra.NixHost.Host.Images;

/// <summary>
/// Looks after what writable disks lie on. An overlay on a base with other bytes is silently corrupt, and neither QEMU nor libvirt notices.
/// </summary>
public interface IBackingChains
{
    /// <summary>
    /// Reads the chain of a disk and tells all that is wrong with it. A base whose file has changed since <see cref="RememberAsync"/> is read as a
    /// whole and compared with what the store has recorded of it.
    /// </summary>
    /// <exception cref="HostException">There is no such disk, or it is no disk image.</exception>
    Task<BackingChain> InspectAsync(string path, CancellationToken cancellationToken);

    /// <summary>Copies what backs a disk into the disk, which then stands alone. No guest may run with it.</summary>
    /// <exception cref="HostException">The disk is full, or in use.</exception>
    Task FlattenAsync(string path, CancellationToken cancellationToken);

    /// <summary>Takes the base of a disk as it is now for the one that the disk was made on; nothing happens when it is known already.</summary>
    Task RememberAsync(DiskImage disk, CancellationToken cancellationToken);

    /// <summary>Forgets a disk that is deleted or stands alone; nothing happens when it is not known.</summary>
    void Forget(string path);
}
