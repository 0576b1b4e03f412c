using System.Xml.Linq;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <inheritdoc cref="IVolumes"/>
internal sealed class LibvirtVolumes(
    LibvirtConnection connection,
    IHostFiles files,
    TimeProvider timeProvider
) : IVolumes
{
    /// <summary>
    /// Calls run one at a time, because libvirt refuses to refresh a pool while a volume is made in it. Nor may a pool be removed with its
    /// last volume while another one is made.
    /// </summary>
    private readonly Lock _gate = new();

    private readonly DiskUsers _users = new(connection, files);
    private readonly StoragePools _pools = new(files);

    public Task<PoolInfo> OpenPoolAsync(
        string? pool,
        string directory,
        CancellationToken cancellationToken
    ) =>
        OneAtATimeAsync(
            $"open the storage pool '{pool ?? directory}'",
            connect =>
            {
                using var handle = _pools.OpenToCreate(connect, pool, directory);
                return StoragePools.Describe(handle);
            },
            cancellationToken
        );

    public Task<string?> LocatePoolAsync(string pool, CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"look for the storage pool '{pool}'",
            connect => StoragePools.Locate(connect, pool),
            cancellationToken
        );

    public Task<IReadOnlyList<string>> ListPoolDirectoriesAsync(
        CancellationToken cancellationToken
    ) =>
        connection.CallAsync(
            $"list the storage pools",
            StoragePools.Directories,
            cancellationToken
        );

    public async Task<string> CreateOverlayAsync(
        PoolInfo pool,
        string fileName,
        long capacity,
        string backingPath,
        string backingFormat,
        CancellationToken cancellationToken
    )
    {
        // Unless told otherwise, libvirt writes the old qcow2 0.10 and records no backing format.
        var xml = new XElement(
            "volume",
            new XAttribute("type", "file"),
            new XElement("name", fileName),
            new XElement("capacity", new XAttribute("unit", "bytes"), capacity),
            new XElement(
                "target",
                new XElement("format", new XAttribute("type", "qcow2")),
                new XElement("compat", "1.1")
            ),
            new XElement(
                "backingStore",
                new XElement("path", backingPath),
                new XElement("format", new XAttribute("type", backingFormat))
            )
        ).ToString();
        try
        {
            return await OneAtATimeAsync(
                $"create the volume '{fileName}' in '{pool.Directory}'",
                connect => Create(connect, pool, fileName, xml),
                cancellationToken
            );
        }
        catch (LibvirtException e) when (DiskFull.In(e.Message))
        {
            throw DiskFull.Failure(
                files,
                $"The disk '{fileName}' cannot be created",
                pool.Directory,
                e.Message,
                e
            );
        }
    }

    public Task ResizeAsync(string path, long capacity, CancellationToken cancellationToken) =>
        GrowAsync(path, () => ResizeFileAsync(path, capacity, cancellationToken));

    public Task ResizeLiveAsync(
        Guid domain,
        string path,
        long capacity,
        CancellationToken cancellationToken
    ) => GrowAsync(path, () => ResizeInUseAsync(domain, path, capacity, cancellationToken));

    private async Task GrowAsync(string path, Func<Task> grow)
    {
        try
        {
            await grow();
        }
        catch (LibvirtException e) when (DiskFull.In(e.Message))
        {
            throw DiskFull.Failure(
                files,
                $"The disk '{path}' cannot grow",
                PathText.DirectoryOf(path),
                e.Message,
                e
            );
        }
    }

    private Task ResizeFileAsync(string path, long capacity, CancellationToken cancellationToken) =>
        OneAtATimeAsync(
            $"resize the volume '{path}'",
            connect =>
            {
                using var pool = _pools.Open(connect, name: null, PathText.DirectoryOf(path));
                using var volume = VirCall.Check(
                    VirApi.virStorageVolLookupByName(pool, Path.GetFileName(path))
                );
                return VirCall.Check(VirApi.virStorageVolResize(volume, (ulong)capacity, flags: 0));
            },
            cancellationToken
        );

    private Task ResizeInUseAsync(
        Guid domain,
        string path,
        long capacity,
        CancellationToken cancellationToken
    )
    {
        const uint Bytes = 1;
        return connection.ChangeAsync(
            $"resize the disk '{path}' of the running domain {domain}",
            connect =>
                connection.WithDomain(
                    connect,
                    domain,
                    handle =>
                    {
                        VirCall.Check(
                            VirApi.virDomainGetBlockInfo(handle, path, out var info, flags: 0)
                        );
                        // libvirt would shrink a disk in use without any warning.
                        if ((ulong)capacity < info.Capacity)
                        {
                            throw new HostException(
                                "disk-shrink",
                                $"The disk '{path}' has {info.Capacity} bytes; {capacity} bytes would cut it. Give a size that is not smaller."
                            );
                        }

                        return VirCall.Check(
                            VirApi.virDomainBlockResize(handle, path, (ulong)capacity, Bytes)
                        );
                    }
                ),
            cancellationToken
        );
    }

    public Task FlattenLiveAsync(
        Guid domain,
        string path,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    ) =>
        new BlockPull(connection, timeProvider).RunAsync(domain, path, progress, cancellationToken);

    public Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        OneAtATimeAsync(
            $"delete the volume '{path}'",
            connect =>
            {
                Delete(connect, path);
                return true;
            },
            cancellationToken
        );

    public Task<IReadOnlyList<string>> FindUsersAsync(
        string path,
        CancellationToken cancellationToken
    ) => _users.FindRunningAsync(path, cancellationToken);

    public Task<IReadOnlyList<string>> FindReferencesAsync(
        string path,
        CancellationToken cancellationToken
    ) => _users.FindAllAsync(path, cancellationToken);

    private Task<T> OneAtATimeAsync<T>(
        FormattableString what,
        Func<ConnectHandle, T> call,
        CancellationToken cancellationToken
    ) =>
        connection.ChangeAsync(
            what,
            connect =>
            {
                lock (_gate)
                {
                    return call(connect);
                }
            },
            cancellationToken
        );

    private string Create(ConnectHandle connect, PoolInfo pool, string fileName, string xml)
    {
        using var handle = _pools.Reopen(connect, pool);
        try
        {
            return Create(handle, xml);
        }
        catch (LibvirtException e)
            when (e.Error == VirErrors.StorageVolumeExists
                && !files.IsFile(Path.Combine(pool.Directory, fileName))
            )
        {
            // The pool still lists a file that somebody has removed.
            VirCall.Check(VirApi.virStoragePoolRefresh(handle, flags: 0));
            return Create(handle, xml);
        }
        catch (LibvirtException e) when (!VirErrors.IsConnectionLost(e))
        {
            if (DiskFull.In(e.Message))
            {
                files.Delete(Path.Combine(pool.Directory, fileName));
            }

            StoragePools.RemoveIfOursAndEmpty(handle);
            throw;
        }
    }

    private static string Create(PoolHandle pool, string xml)
    {
        using var volume = VirCall.Check(VirApi.virStorageVolCreateXML(pool, xml, flags: 0));
        return VirCall.Text(VirApi.virStorageVolGetPath(volume));
    }

    private void Delete(ConnectHandle connect, string path)
    {
        using var pool = StoragePools.Over(connect, PathText.DirectoryOf(path));
        if (pool is null)
        {
            files.Delete(path);
            return;
        }

        using (
            var volume = VirCall.Find(
                VirApi.virStorageVolLookupByName(pool, Path.GetFileName(path))
            )
        )
        {
            if (volume is not null)
            {
                VirCall.Check(VirApi.virStorageVolDelete(volume, flags: 0));
            }
        }

        StoragePools.RemoveIfOursAndEmpty(pool);
    }
}
