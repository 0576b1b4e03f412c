using System.Runtime.CompilerServices;
using Infra.NixHost.Host.Libvirt.Interop;

namespace Infra.NixHost.Host.Libvirt;

/// <inheritdoc cref="IDomains"/>
internal sealed class LibvirtDomains(LibvirtConnection connection, TimeProvider timeProvider)
    : IDomains
{
    private const uint Live = 1;
    private const uint Config = 2;
    private const uint InactiveXml = 2;
    private const uint Validate = 1;

    /// <summary>VIR_DOMAIN_UNDEFINE_MANAGED_SAVE | SNAPSHOTS_METADATA | NVRAM.</summary>
    private const uint WithEverything = 1 | 2 | 4;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public Task<DomainInfo?> FindAsync(Guid uuid, CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"look for the domain {uuid}",
            connect =>
            {
                using var domain = VirCall.Find(
                    VirApi.virDomainLookupByUUIDString(connect, $"{uuid}")
                );
                return domain is null ? null : Describe(domain);
            },
            cancellationToken
        );

    public Task<DomainInfo?> FindAsync(string name, CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"look for the domain '{name}'",
            connect =>
            {
                using var domain = VirCall.Find(VirApi.virDomainLookupByName(connect, name));
                return domain is null ? null : Describe(domain);
            },
            cancellationToken
        );

    public Task<IReadOnlyList<DomainInfo>> ListAsync(CancellationToken cancellationToken) =>
        connection.CallAsync<IReadOnlyList<DomainInfo>>(
            "list the domains",
            connect => DomainList.Read(connect, flags: 0, Describe),
            cancellationToken
        );

    public Task<string> GetXmlAsync(Guid uuid, bool live, CancellationToken cancellationToken) =>
        WithAsync(
            uuid,
            "read the XML of",
            domain => VirCall.Text(VirApi.virDomainGetXMLDesc(domain, live ? 0 : InactiveXml)),
            cancellationToken
        );

    public Task<DomainInfo> DefineAsync(string xml, CancellationToken cancellationToken) =>
        connection.CallAsync(
            "define a domain",
            connect =>
            {
                using var domain = VirCall.Check(
                    VirApi.virDomainDefineXMLFlags(connect, xml, Validate)
                );
                return Describe(domain);
            },
            cancellationToken
        );

    public Task StartAsync(Guid uuid, CancellationToken cancellationToken) =>
        WithAsync(
            uuid,
            "start",
            domain => VirCall.Check(VirApi.virDomainCreate(domain)),
            cancellationToken
        );

    public async Task<bool> StopAsync(
        Guid uuid,
        TimeSpan grace,
        CancellationToken cancellationToken
    )
    {
        if (!await IsActiveAsync(uuid, cancellationToken))
        {
            return true;
        }

        var asked = await WithAsync(uuid, "shut down", AskToStop, cancellationToken);
        var began = timeProvider.GetTimestamp();
        while (asked && timeProvider.GetElapsedTime(began) < grace)
        {
            if (!await IsActiveAsync(uuid, cancellationToken))
            {
                return true;
            }

            await Task.Delay(Poll, timeProvider, cancellationToken);
        }

        await WithAsync(uuid, "destroy", Destroy, cancellationToken);
        return false;
    }

    public Task UndefineAsync(Guid uuid, CancellationToken cancellationToken) =>
        WithAsync(
            uuid,
            "undefine",
            domain => VirCall.Check(VirApi.virDomainUndefineFlags(domain, WithEverything)),
            cancellationToken
        );

    public Task SetAutostartAsync(Guid uuid, bool autostart, CancellationToken cancellationToken) =>
        WithAsync(
            uuid,
            "set the autostart of",
            domain => VirCall.Check(VirApi.virDomainSetAutostart(domain, autostart ? 1 : 0)),
            cancellationToken
        );

    public Task SetMemoryAsync(Guid uuid, long bytes, CancellationToken cancellationToken) =>
        WithAsync(
            uuid,
            "set the memory of",
            domain =>
                VirCall.Check(
                    VirApi.virDomainSetMemoryFlags(domain, (nuint)(bytes / 1024), Live | Config)
                ),
            cancellationToken
        );

    public Task SetCpusAsync(Guid uuid, int count, CancellationToken cancellationToken) =>
        WithAsync(
            uuid,
            "set the virtual CPUs of",
            domain =>
                VirCall.Check(VirApi.virDomainSetVcpusFlags(domain, (uint)count, Live | Config)),
            cancellationToken
        );

    public async IAsyncEnumerable<string> ReadChannelAsync(
        Guid uuid,
        string channel,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var reader = new GuestChannel(connection, timeProvider, uuid, channel);
        await foreach (var line in reader.ReadAsync(cancellationToken))
        {
            yield return line;
        }
    }

    private Task<bool> IsActiveAsync(Guid uuid, CancellationToken cancellationToken) =>
        WithAsync(
            uuid,
            "read the state of",
            domain => VirCall.Flag(VirApi.virDomainIsActive(domain)),
            cancellationToken
        );

    /// <summary>Whether the guest could be asked; one that went off meanwhile could not, and need not.</summary>
    private static bool AskToStop(DomainHandle domain)
    {
        try
        {
            VirCall.Check(VirApi.virDomainShutdown(domain));
            return true;
        }
        catch (LibvirtException e) when (e.Error == VirErrors.OperationInvalid)
        {
            return false;
        }
    }

    private static int Destroy(DomainHandle domain)
    {
        try
        {
            return VirCall.Check(VirApi.virDomainDestroy(domain));
        }
        catch (LibvirtException e) when (e.Error == VirErrors.OperationInvalid)
        {
            // It went off by itself in the last moment.
            return 0;
        }
    }

    private Task<T> WithAsync<T>(
        Guid uuid,
        string what,
        Func<DomainHandle, T> call,
        CancellationToken cancellationToken
    ) =>
        connection.CallAsync(
            $"{what} the domain {uuid}",
            connect =>
            {
                using var domain = VirCall.Check(
                    VirApi.virDomainLookupByUUIDString(connect, $"{uuid}")
                );
                return call(domain);
            },
            cancellationToken
        );

    private static DomainInfo Describe(DomainHandle domain)
    {
        VirCall.Check(VirApi.virDomainGetState(domain, out var state, out _, flags: 0));
        VirCall.Check(VirApi.virDomainGetAutostart(domain, out var autostart));
        return new(
            VirCall.Uuid(buffer => VirApi.virDomainGetUUIDString(domain, buffer)),
            VirCall.Text(VirApi.virDomainGetName(domain)),
            (DomainState)state,
            VirCall.Flag(VirApi.virDomainIsPersistent(domain)),
            autostart == 1
        );
    }
}
