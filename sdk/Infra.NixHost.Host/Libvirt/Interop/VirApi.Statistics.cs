using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Infra.NixHost.Hosts.Libvirt.Interop;

/// <content>The statistics of many domains at once.</content>
internal static unsafe partial class VirApi
{
    [LibraryImport(Library)]
    public static partial int virConnectGetAllDomainStats(
        ConnectHandle connect,
        uint statistics,
        out DomainStatistics** records,
        uint flags
    );

    [LibraryImport(Library)]
    public static partial void virDomainStatsRecordListFree(DomainStatistics** records);

    /// <summary>For a domain that a list owns.</summary>
    [LibraryImport(Library)]
    public static partial int virDomainGetUUIDString(nint domain, Span<byte> buffer);

    /// <inheritdoc cref="virDomainGetUUIDString(nint, Span{byte})"/>
    [LibraryImport(Library)]
    [return: MarshalUsing(typeof(BorrowedString))]
    public static partial string? virDomainGetName(nint domain);
}
