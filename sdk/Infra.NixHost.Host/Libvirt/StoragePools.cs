using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>
/// Directory pools. A directory without a pool gets one of ours, which is transient and therefore leaves nothing behind. Its name tells it
/// from the pools of others.
/// </summary>
internal sealed class StoragePools(IHostFiles files)
{
    private const string OurPrefix = "nixhost-";

    /// <summary>Opens the pool once more. A pool of ours is made again when it was removed with its last volume meanwhile.</summary>
    public PoolHandle Reopen(ConnectHandle connect, PoolInfo pool) =>
        VirCall.Find(VirApi.virStoragePoolLookupByName(connect, pool.Name))
        ?? Open(connect, name: null, pool.Directory);

    public PoolHandle Open(ConnectHandle connect, string? name, string directory) =>
        name is not null
            ? Named(connect, name)
            : Over(connect, directory) ?? Make(connect, directory);

    /// <summary>Opens the pool for new volumes. libvirt need not read the existing ones.</summary>
    public PoolHandle OpenToCreate(ConnectHandle connect, string? name, string directory) =>
        name is not null
            ? Named(connect, name, refresh: false)
            : Over(connect, directory, refresh: false) ?? Make(connect, directory);

    /// <summary>The directory of a pool, or <c>null</c>.</summary>
    public static string? Locate(ConnectHandle connect, string name)
    {
        using var pool = VirCall.Find(VirApi.virStoragePoolLookupByName(connect, name));
        return pool is null ? null : DirectoryOf(pool) ?? throw IsNoDirectory(name);
    }

    /// <summary>The directory of a pool; <c>null</c> also for a pool that is no directory, as those of others may be.</summary>
    public static string? Find(ConnectHandle connect, string name)
    {
        using var pool = VirCall.Find(VirApi.virStoragePoolLookupByName(connect, name));
        return pool is null ? null : DirectoryOf(pool);
    }

    /// <summary>The directories of all directory pools.</summary>
    public static unsafe IReadOnlyList<string> Directories(ConnectHandle connect)
    {
        var found = new List<string>();
        foreach (
            var pool in VirCall.List(
                (out nint* items) =>
                    VirApi.virConnectListAllStoragePools(connect, out items, flags: 0),
                PoolHandle.Own
            )
        )
        {
            using (pool)
            {
                if (DirectoryOf(pool) is { } directory)
                {
                    found.Add(directory);
                }
            }
        }

        return found;
    }

    /// <summary>The active pool over a directory, or <c>null</c>.</summary>
    public static unsafe PoolHandle? Over(
        ConnectHandle connect,
        string directory,
        bool refresh = true
    )
    {
        PoolHandle? found = null;
        foreach (
            var pool in VirCall.List(
                (out nint* items) =>
                    VirApi.virConnectListAllStoragePools(connect, out items, flags: 0),
                PoolHandle.Own
            )
        )
        {
            if (found is null && IsOver(pool, directory))
            {
                found = pool;
            }
            else
            {
                pool.Dispose();
            }
        }

        return found is null ? null : Activate(found, refresh);
    }

    public static PoolInfo Describe(PoolHandle pool) => new(Name(pool), DirectoryOf(pool) ?? "");

    /// <summary>Removes a pool of ours once it is empty. The directory stays.</summary>
    public static void RemoveIfOursAndEmpty(PoolHandle pool)
    {
        var ours =
            Name(pool).StartsWith(OurPrefix, StringComparison.Ordinal)
            && !VirCall.Flag(VirApi.virStoragePoolIsPersistent(pool));
        if (ours && CountVolumes(pool) == 0)
        {
            VirCall.Check(VirApi.virStoragePoolDestroy(pool));
        }
    }

    private static unsafe int CountVolumes(PoolHandle pool)
    {
        VirCall.Check(VirApi.virStoragePoolRefresh(pool, flags: 0));
        var volumes = VirCall.List(
            (out nint* items) => VirApi.virStoragePoolListAllVolumes(pool, out items, flags: 0),
            VolumeHandle.Own
        );
        volumes.ForEach(volume => volume.Dispose());
        return volumes.Count;
    }

    private static PoolHandle Named(ConnectHandle connect, string name, bool refresh = true)
    {
        var pool =
            VirCall.Find(VirApi.virStoragePoolLookupByName(connect, name))
            ?? throw new HostException(
                "pool-missing",
                $"There is no storage pool '{name}'. `virsh pool-list --all` lists the pools; leave the pool out to use a directory."
            );
        if (DirectoryOf(pool) is null)
        {
            pool.Dispose();
            throw IsNoDirectory(name);
        }

        return Activate(pool, refresh);
    }

    private static HostException IsNoDirectory(string name) =>
        new(
            "pool-type",
            $"The storage pool '{name}' is not a directory pool, and an overlay is a file. Name a pool of type 'dir', or a directory."
        );

    private PoolHandle Make(ConnectHandle connect, string directory)
    {
        if (!files.IsDirectory(directory))
        {
            throw new HostException(
                "directory-missing",
                $"The directory '{directory}' for disks does not exist. Create it, readable by qemu's user, or name another one."
            );
        }

        var xml = new XElement(
            "pool",
            new XAttribute("type", "dir"),
            new XElement("name", NameFor(directory)),
            new XElement("target", new XElement("path", directory))
        );
        try
        {
            return VirCall.Check(VirApi.virStoragePoolCreateXML(connect, xml.ToString(), flags: 0));
        }
        catch (LibvirtException)
        {
            // Another process may have made the pool meanwhile.
            if (Over(connect, directory) is { } pool)
            {
                return pool;
            }

            throw;
        }
    }

    /// <summary>The name shows the directory; the hash tells <c>/a-b</c> from <c>/a/b</c>.</summary>
    private static string NameFor(string directory)
    {
        var path = Path.TrimEndingDirectorySeparator(directory);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..6];
        return $"{OurPrefix}{path.Trim('/').Replace('/', '-')}-{hash}";
    }

    private static PoolHandle Activate(PoolHandle pool, bool refresh)
    {
        if (!VirCall.Flag(VirApi.virStoragePoolIsActive(pool)))
        {
            VirCall.Check(VirApi.virStoragePoolCreate(pool, flags: 0));
        }
        else if (refresh)
        {
            VirCall.Check(VirApi.virStoragePoolRefresh(pool, flags: 0));
        }

        return pool;
    }

    private static bool IsOver(PoolHandle pool, string directory) =>
        DirectoryOf(pool) is { } own
        && Path.TrimEndingDirectorySeparator(own) == Path.TrimEndingDirectorySeparator(directory);

    private static string Name(PoolHandle pool) => VirCall.Text(VirApi.virStoragePoolGetName(pool));

    private static string? DirectoryOf(PoolHandle pool)
    {
        var xml = XElement.Parse(VirCall.Text(VirApi.virStoragePoolGetXMLDesc(pool, flags: 0)));
        return xml.Attribute("type")?.Value == "dir"
            ? xml.Element("target")?.Element("path")?.Value
            : null;
    }
}
