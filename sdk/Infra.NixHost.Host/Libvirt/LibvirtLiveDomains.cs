using System.Runtime.InteropServices;
using Infra.NixHost.Hosts.Bridges;
using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <inheritdoc cref="ILiveDomains"/>
/// <param name="connection">The connection to libvirt.</param>
/// <param name="ports">Puts the ports of cards right that libvirt cannot find; <c>null</c> where the machine has none.</param>
internal sealed class LibvirtLiveDomains(LibvirtConnection connection, CardPorts? ports = null)
    : ILiveDomains
{
    private const uint Live = 1;

    /// <summary>VIR_DOMAIN_LIFECYCLE_CRASH.</summary>
    private const uint OnCrash = 2;

    /// <summary>The buffer holds more statistics than libvirt knows.</summary>
    private const int MostStats = 32;

    /// <summary>More disks than a machine can have slots for.</summary>
    private const int MostDisks = 64;

    public Task AttachAsync(Guid uuid, string deviceXml, CancellationToken cancellationToken) =>
        ChangeAsync(
            uuid,
            $"plug the {DeviceName.Of(deviceXml)} into",
            domain => VirApi.virDomainAttachDeviceFlags(domain, deviceXml, Live),
            cancellationToken
        );

    public Task DetachAsync(Guid uuid, string deviceXml, CancellationToken cancellationToken) =>
        ChangeAsync(
            uuid,
            $"unplug the {DeviceName.Of(deviceXml)} from",
            domain => VirApi.virDomainDetachDeviceFlags(domain, deviceXml, Live),
            cancellationToken
        );

    public async Task UpdateDeviceAsync(
        Guid uuid,
        string deviceXml,
        CancellationToken cancellationToken
    )
    {
        if (ports is null)
        {
            await UpdateAsync();
            return;
        }

        var machine = await connection.CallAsync(
            $"read the domain {uuid}",
            connect =>
                connection.WithDomain(
                    connect,
                    uuid,
                    domain => VirCall.Text(VirApi.virDomainGetXMLDesc(domain, flags: 0))
                ),
            cancellationToken
        );
        await ports.ChangeAsync(machine, deviceXml, UpdateAsync, cancellationToken);

        Task UpdateAsync() =>
            ChangeAsync(
                uuid,
                $"change the {DeviceName.Of(deviceXml)} of",
                domain => VirApi.virDomainUpdateDeviceFlags(domain, deviceXml, Live),
                cancellationToken
            );
    }

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
            connect => connection.WithDomain(connect, uuid, BalloonOf),
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
            "set the crash action of",
            domain => VirApi.virDomainSetLifecycleAction(domain, OnCrash, (uint)action, Live),
            cancellationToken
        );

    public Task ResumeAsync(Guid uuid, CancellationToken cancellationToken) =>
        ChangeAsync(uuid, "resume", VirApi.virDomainResume, cancellationToken);

    public Task WakeUpAsync(Guid uuid, CancellationToken cancellationToken) =>
        ChangeAsync(
            uuid,
            "wake up",
            domain => VirApi.virDomainPMWakeup(domain, flags: 0),
            cancellationToken
        );

    public Task<IReadOnlyList<DiskFault>> ReadDiskFaultsAsync(
        Guid uuid,
        CancellationToken cancellationToken
    ) =>
        connection.CallAsync<IReadOnlyList<DiskFault>>(
            $"read the disk errors of the domain {uuid}",
            connect => connection.WithDomain(connect, uuid, FaultsOf),
            cancellationToken
        );

    private static IReadOnlyList<DiskFault> FaultsOf(DomainHandle domain)
    {
        Span<DiskError> errors = stackalloc DiskError[MostDisks];
        var count = VirCall.Check(
            VirApi.virDomainGetDiskErrors(domain, errors, MostDisks, flags: 0)
        );
        return [.. errors[..count].ToArray().Select(Describe)];
    }

    private static unsafe DiskFault Describe(DiskError error)
    {
        var target = Marshal.PtrToStringUTF8(error.Disk) ?? "";
        NativeMemory.Free((void*)error.Disk);
        return new(target, error.Error == DiskError.NoSpace);
    }

    private Task ChangeAsync(
        Guid uuid,
        string what,
        Func<DomainHandle, int> call,
        CancellationToken cancellationToken
    ) =>
        connection.ChangeAsync(
            $"{what} the domain {uuid}",
            connect => connection.WithDomain(connect, uuid, domain => VirCall.Check(call(domain))),
            cancellationToken
        );

    private static long BalloonOf(DomainHandle domain)
    {
        Span<MemoryStat> stats = stackalloc MemoryStat[MostStats];
        var count = VirCall.Check(VirApi.virDomainMemoryStats(domain, stats, MostStats, flags: 0));
        foreach (var stat in stats[..count])
        {
            if (stat.Tag == MemoryStat.ActualBalloon)
            {
                return (long)stat.Value * 1024;
            }
        }

        return 0;
    }
}
