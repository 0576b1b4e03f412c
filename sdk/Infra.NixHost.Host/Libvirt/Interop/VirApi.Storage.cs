using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <content>The functions of storage pools and volumes.</content>
internal static unsafe partial class VirApi
{
    [LibraryImport(Library)]
    public static partial int virConnectListAllStoragePools(
        ConnectHandle connect,
        out nint* pools,
        uint flags
    );

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial PoolHandle virStoragePoolLookupByName(ConnectHandle connect, string name);

    [LibraryImport(Library)]
    public static partial int virStoragePoolFree(nint pool);

    [LibraryImport(Library)]
    [return: MarshalUsing(typeof(BorrowedString))]
    public static partial string? virStoragePoolGetName(PoolHandle pool);

    [LibraryImport(Library)]
    public static partial int virStoragePoolIsActive(PoolHandle pool);

    [LibraryImport(Library)]
    public static partial int virStoragePoolIsPersistent(PoolHandle pool);

    [LibraryImport(Library)]
    [return: MarshalUsing(typeof(OwnedString))]
    public static partial string? virStoragePoolGetXMLDesc(PoolHandle pool, uint flags);

    [LibraryImport(Library)]
    public static partial int virStoragePoolCreate(PoolHandle pool, uint flags);

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial PoolHandle virStoragePoolCreateXML(
        ConnectHandle connect,
        string xml,
        uint flags
    );

    [LibraryImport(Library)]
    public static partial int virStoragePoolDestroy(PoolHandle pool);

    [LibraryImport(Library)]
    public static partial int virStoragePoolRefresh(PoolHandle pool, uint flags);

    [LibraryImport(Library)]
    public static partial int virStoragePoolListAllVolumes(
        PoolHandle pool,
        out nint* volumes,
        uint flags
    );

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial VolumeHandle virStorageVolLookupByName(PoolHandle pool, string name);

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial VolumeHandle virStorageVolCreateXML(
        PoolHandle pool,
        string xml,
        uint flags
    );

    [LibraryImport(Library)]
    public static partial int virStorageVolFree(nint volume);

    [LibraryImport(Library)]
    public static partial int virStorageVolDelete(VolumeHandle volume, uint flags);

    [LibraryImport(Library)]
    public static partial int virStorageVolResize(VolumeHandle volume, ulong capacity, uint flags);

    [LibraryImport(Library)]
    [return: MarshalUsing(typeof(OwnedString))]
    public static partial string? virStorageVolGetPath(VolumeHandle volume);
}
