using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <summary>The functions of libvirt that are used here, under their own names.</summary>
internal static unsafe partial class VirApi
{
    public const string Library = "libvirt.so.0";
    private const StringMarshalling Utf8 = StringMarshalling.Utf8;

    [LibraryImport(Library)]
    public static partial int virInitialize();

    [LibraryImport(Library)]
    public static partial void virSetErrorFunc(
        nint data,
        delegate* unmanaged[Cdecl]<nint, nint, void> handler
    );

    [LibraryImport(Library)]
    public static partial int virGetLastErrorCode();

    [LibraryImport(Library)]
    public static partial int virGetLastErrorDomain();

    [LibraryImport(Library)]
    [return: MarshalUsing(typeof(BorrowedString))]
    public static partial string? virGetLastErrorMessage();

    [LibraryImport(Library)]
    public static partial int virEventRegisterDefaultImpl();

    [LibraryImport(Library)]
    public static partial int virEventRunDefaultImpl();

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial ConnectHandle virConnectOpen(string uri);

    [LibraryImport(Library)]
    public static partial int virConnectClose(nint connect);

    [LibraryImport(Library)]
    public static partial int virConnectIsAlive(ConnectHandle connect);

    [LibraryImport(Library)]
    public static partial int virNodeGetInfo(ConnectHandle connect, out NodeInfo info);

    [LibraryImport(Library)]
    public static partial int virConnectGetLibVersion(ConnectHandle connect, out nuint version);

    [LibraryImport(Library, StringMarshalling = Utf8)]
    [return: MarshalUsing(typeof(OwnedString))]
    public static partial string? virConnectGetDomainCapabilities(
        ConnectHandle connect,
        string? emulator,
        string? architecture,
        string? machine,
        string? kind,
        uint flags
    );

    [LibraryImport(Library, StringMarshalling = Utf8)]
    [return: MarshalUsing(typeof(OwnedString))]
    public static partial string? virConnectGetCapabilities(ConnectHandle connect);

    [LibraryImport(Library)]
    public static partial int virConnectGetVersion(ConnectHandle connect, out nuint version);

    [LibraryImport(Library)]
    public static partial int virConnectSetKeepAlive(
        ConnectHandle connect,
        int interval,
        uint count
    );

    [LibraryImport(Library)]
    public static partial int virConnectListAllDomains(
        ConnectHandle connect,
        out nint* domains,
        uint flags
    );

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial DomainHandle virDomainLookupByUUIDString(
        ConnectHandle connect,
        string uuid
    );

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial DomainHandle virDomainLookupByName(ConnectHandle connect, string name);

    [LibraryImport(Library)]
    public static partial int virDomainFree(nint domain);

    [LibraryImport(Library)]
    [return: MarshalUsing(typeof(BorrowedString))]
    public static partial string? virDomainGetName(DomainHandle domain);

    [LibraryImport(Library)]
    public static partial int virDomainGetUUIDString(DomainHandle domain, Span<byte> buffer);

    [LibraryImport(Library)]
    public static partial int virDomainGetState(
        DomainHandle domain,
        out int state,
        out int reason,
        uint flags
    );

    [LibraryImport(Library)]
    public static partial int virDomainIsActive(DomainHandle domain);

    [LibraryImport(Library)]
    public static partial int virDomainIsPersistent(DomainHandle domain);

    [LibraryImport(Library)]
    public static partial int virDomainHasManagedSaveImage(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    public static partial int virDomainGetAutostart(DomainHandle domain, out int autostart);

    [LibraryImport(Library)]
    public static partial int virDomainSetAutostart(DomainHandle domain, int autostart);

    [LibraryImport(Library)]
    [return: MarshalUsing(typeof(OwnedString))]
    public static partial string? virDomainGetXMLDesc(DomainHandle domain, uint flags);

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial DomainHandle virDomainDefineXMLFlags(
        ConnectHandle connect,
        string xml,
        uint flags
    );

    [LibraryImport(Library)]
    public static partial int virDomainCreateWithFlags(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    public static partial int virConnectDomainEventRegisterAny(
        ConnectHandle connect,
        DomainHandle domain,
        int eventId,
        delegate* unmanaged[Cdecl]<nint, nint, nint, void> callback,
        nint opaque,
        delegate* unmanaged[Cdecl]<nint, void> free
    );

    [LibraryImport(Library)]
    public static partial int virConnectDomainEventDeregisterAny(
        ConnectHandle connect,
        int callbackId
    );

    [LibraryImport(Library)]
    public static partial int virDomainResume(DomainHandle domain);

    [LibraryImport(Library)]
    public static partial int virDomainPMWakeup(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    public static partial int virDomainGetDiskErrors(
        DomainHandle domain,
        Span<DiskError> errors,
        uint count,
        uint flags
    );

    [LibraryImport(Library)]
    public static partial int virDomainShutdown(DomainHandle domain);

    [LibraryImport(Library)]
    public static partial int virDomainDestroy(DomainHandle domain);

    [LibraryImport(Library)]
    public static partial int virDomainUndefineFlags(DomainHandle domain, uint flags);

    [LibraryImport(Library)]
    public static partial int virDomainSetMemoryFlags(
        DomainHandle domain,
        nuint kibibytes,
        uint flags
    );

    [LibraryImport(Library)]
    public static partial int virDomainSetVcpusFlags(DomainHandle domain, uint count, uint flags);

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial int virDomainAttachDeviceFlags(
        DomainHandle domain,
        string xml,
        uint flags
    );

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial int virDomainDetachDeviceFlags(
        DomainHandle domain,
        string xml,
        uint flags
    );

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial int virDomainUpdateDeviceFlags(
        DomainHandle domain,
        string xml,
        uint flags
    );

    [LibraryImport(Library)]
    public static partial int virDomainMemoryStats(
        DomainHandle domain,
        Span<MemoryStat> stats,
        uint count,
        uint flags
    );

    [LibraryImport(Library)]
    public static partial int virDomainSetLifecycleAction(
        DomainHandle domain,
        uint type,
        uint action,
        uint flags
    );

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial int virDomainBlockResize(
        DomainHandle domain,
        string disk,
        ulong size,
        uint flags
    );

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial int virDomainBlockPull(
        DomainHandle domain,
        string disk,
        nuint bandwidth,
        uint flags
    );

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial int virDomainGetBlockJobInfo(
        DomainHandle domain,
        string disk,
        out BlockJobInfo info,
        uint flags
    );

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial int virDomainBlockJobAbort(DomainHandle domain, string disk, uint flags);

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial int virDomainGetBlockInfo(
        DomainHandle domain,
        string disk,
        out BlockInfo info,
        uint flags
    );

    [LibraryImport(Library, StringMarshalling = Utf8)]
    public static partial int virDomainOpenChannel(
        DomainHandle domain,
        string name,
        StreamHandle stream,
        uint flags
    );

    [LibraryImport(Library)]
    public static partial StreamHandle virStreamNew(ConnectHandle connect, uint flags);

    [LibraryImport(Library)]
    public static partial int virStreamRecv(StreamHandle stream, Span<byte> data, nuint length);

    [LibraryImport(Library)]
    public static partial int virStreamSend(
        StreamHandle stream,
        ReadOnlySpan<byte> data,
        nuint length
    );

    [LibraryImport(Library)]
    public static partial int virStreamAbort(StreamHandle stream);

    [LibraryImport(Library)]
    public static partial int virStreamFree(nint stream);
}
