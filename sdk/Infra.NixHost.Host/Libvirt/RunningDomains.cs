using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <summary>Reads what all running domains take, in one question to libvirt however many there are.</summary>
internal static unsafe class RunningDomains
{
    /// <summary>VIR_DOMAIN_STATS_BALLOON | VCPU.</summary>
    private const uint Statistics = (1 << 2) | (1 << 3);

    /// <summary>
    /// VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE | NOWAIT: the numbers wanted here need no answer of QEMU, which a busy domain delays.
    /// </summary>
    private const uint RunningWithoutWaiting = (1 << 0) | (1 << 29);

    public static IReadOnlyList<DomainUse> Read(ConnectHandle connect)
    {
        var count = VirCall.Check(
            VirApi.virConnectGetAllDomainStats(
                connect,
                Statistics,
                out var records,
                RunningWithoutWaiting
            )
        );
        try
        {
            var found = new List<DomainUse>(count);
            for (var i = 0; i < count; i++)
            {
                found.Add(Describe(*records[i]));
            }

            return found;
        }
        finally
        {
            VirApi.virDomainStatsRecordListFree(records);
        }
    }

    private static DomainUse Describe(in DomainStatistics record)
    {
        var domain = record.Domain;
        return new(
            VirCall.Uuid(buffer => VirApi.virDomainGetUUIDString(domain, buffer)),
            VirCall.Text(VirApi.virDomainGetName(domain)),
            (long)record.Number("balloon.current"u8) * 1024,
            (int)record.Number("vcpu.current"u8)
        );
    }
}
