using Infra.NixHost.Host.Libvirt.Interop;

namespace Infra.NixHost.Host.Libvirt;

/// <inheritdoc cref="ILiveDomains"/>
internal sealed class LibvirtLiveDomains(LibvirtConnection connection) : ILiveDomains
{
    private const uint Live = 1;

    /// <summary>VIR_DOMAIN_LIFECYCLE_CRASH.</summary>
    private const uint OnCrash = 2;

    /// <summary>More numbers than libvirt knows of.</summary>
    private const int MostStats = 32;

    public Task AttachAsync(Guid uuid, string deviceXml, CancellationToken cancellationToken) =>
        ChangeAsync(
            uuid,
            "plug a device into",
            domain => VirApi.virDomainAttachDeviceFlags(domain, deviceXml, Live),
            cancellationToken
        );

    public Task DetachAsync(Guid uuid, string deviceXml, CancellationToken cancellationToken) =>
        ChangeAsync(
            uuid,
            "unplug a device from",
            domain => VirApi.virDomainDetachDeviceFlags(domain, deviceXml, Live),
            cancellationToken
        );

    public Task UpdateDeviceAsync(
        Guid uuid,
        string deviceXml,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            uuid,
            "change a device of",
            domain => VirApi.virDomainUpdateDeviceFlags(domain, deviceXml, Live),
            cancellationToken
        );

    public Task SetMemoryAsync(Guid uuid, long bytes, CancellationToken cancellationToken) =>
        ChangeAsync(
            uuid,
            "set the memory of",
            domain => VirApi.virDomainSetMemoryFlags(domain, (nuint)(bytes / 1024), Live),
            cancellationToken
        );

    public Task<long> GetMemoryAsync(Guid uuid, CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"read the memory of the domain {uuid}",
            connect =>
            {
                using var domain = Lookup(connect, uuid);
                Span<MemoryStat> stats = stackalloc MemoryStat[MostStats];
                var count = VirCall.Check(
                    VirApi.virDomainMemoryStats(domain, stats, MostStats, flags: 0)
                );
                foreach (var stat in stats[..count])
                {
                    if (stat.Tag == MemoryStat.ActualBalloon)
                        return (long)stat.Value * 1024;
                }

                return 0;
            },
            cancellationToken
        );

    public Task SetCpusAsync(Guid uuid, int count, CancellationToken cancellationToken) =>
        ChangeAsync(
            uuid,
            "set the virtual CPUs of",
            domain => VirApi.virDomainSetVcpusFlags(domain, (uint)count, Live),
            cancellationToken
        );

    public Task SetCrashActionAsync(
        Guid uuid,
        CrashAction action,
        CancellationToken cancellationToken
    ) =>
        ChangeAsync(
            uuid,
            "set what follows a crash of",
            domain => VirApi.virDomainSetLifecycleAction(domain, OnCrash, (uint)action, Live),
            cancellationToken
        );

    public Task ResumeAsync(Guid uuid, CancellationToken cancellationToken) =>
        ChangeAsync(uuid, "resume", VirApi.virDomainResume, cancellationToken);

    private Task ChangeAsync(
        Guid uuid,
        string what,
        Func<DomainHandle, int> call,
        CancellationToken cancellationToken
    ) =>
        connection.ChangeAsync(
            $"{what} the domain {uuid}",
            connect =>
            {
                using var domain = Lookup(connect, uuid);
                return VirCall.Check(call(domain));
            },
            cancellationToken
        );

    private static DomainHandle Lookup(ConnectHandle connect, Guid uuid) =>
        VirCall.Check(VirApi.virDomainLookupByUUIDString(connect, $"{uuid}"));
}
