using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <content>The functions of networks.</content>
internal static unsafe partial class VirApi
{
    [LibraryImport(Library)]
    public static partial int virConnectListAllNetworks(
        ConnectHandle connect,
        out nint* networks,
        uint flags
    );

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial NetworkHandle virNetworkLookupByName(ConnectHandle connect, string name);

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial NetworkHandle virNetworkLookupByUUIDString(
        ConnectHandle connect,
        string uuid
    );

    [LibraryImport(Library)]
    public static partial int virNetworkFree(nint network);

    [LibraryImport(Library)]
    [return: MarshalUsing(typeof(BorrowedString))]
    public static partial string? virNetworkGetName(NetworkHandle network);

    [LibraryImport(Library)]
    public static partial int virNetworkGetUUIDString(NetworkHandle network, Span<byte> buffer);

    [LibraryImport(Library)]
    public static partial int virNetworkIsActive(NetworkHandle network);

    [LibraryImport(Library)]
    public static partial int virNetworkGetAutostart(NetworkHandle network, out int autostart);

    [LibraryImport(Library)]
    public static partial int virNetworkSetAutostart(NetworkHandle network, int autostart);

    [LibraryImport(Library)]
    [return: MarshalUsing(typeof(OwnedString))]
    public static partial string? virNetworkGetXMLDesc(NetworkHandle network, uint flags);

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial NetworkHandle virNetworkDefineXML(ConnectHandle connect, string xml);

    [LibraryImport(Library)]
    public static partial int virNetworkCreate(NetworkHandle network);

    [LibraryImport(Library)]
    public static partial int virNetworkDestroy(NetworkHandle network);

    [LibraryImport(Library)]
    public static partial int virNetworkUndefine(NetworkHandle network);
}
