using System.Runtime.CompilerServices;
using Infra.NixHost.Hosts.Libvirt.Interop;

namespace Infra.NixHost.Hosts.Libvirt;

/// <inheritdoc cref="IDomains"/>
internal sealed class LibvirtDomains(LibvirtConnection connection, TimeProvider timeProvider)
    : IDomains
{
    private const uint InactiveXml = 2;
    private const uint Validate = 1;

    /// <summary>VIR_DOMAIN_UNDEFINE_MANAGED_SAVE | SNAPSHOTS_METADATA | NVRAM | CHECKPOINTS_METADATA.</summary>
    private const uint WithMetadata = 1 | 2 | 4 | 16;

    /// <summary>VIR_DOMAIN_UNDEFINE_TPM, since libvirt 8.9.</summary>
    private const uint WithTpm = 32;

    /// <summary>VIR_DOMAIN_SHUTOFF_CRASHED.</summary>
    private const int OffAfterCrash = 3;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>A guest that is still booting ignores the power button, so it is pressed again.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(3);

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

    public Task<DomainReading?> ReadAsync(Guid uuid, CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"read the domain {uuid}",
            connect => ReadFound(VirApi.virDomainLookupByUUIDString(connect, $"{uuid}")),
            cancellationToken
        );

    public Task<DomainReading?> ReadAsync(string name, CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"read the domain '{name}'",
            connect => ReadFound(VirApi.virDomainLookupByName(connect, name)),
            cancellationToken
        );

    public Task<IReadOnlyList<string>> ReadDefinitionsAsync(CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"read the domains",
            connect => DomainList.Read(connect, flags: 0, domain => XmlOf(domain, InactiveXml)),
            cancellationToken
        );

    public Task<IReadOnlyList<DomainUse>> ReadUseAsync(CancellationToken cancellationToken) =>
        connection.CallAsync(
            $"read what the running domains take",
            RunningDomains.Read,
            cancellationToken
        );

    public Task<IReadOnlyList<DomainInfo>> ListAsync(CancellationToken cancellationToken) =>
        connection.CallAsync<IReadOnlyList<DomainInfo>>(
            $"list the domains",
            connect => DomainList.Read(connect, flags: 0, Describe),
            cancellationToken
        );

    public Task<string> GetXmlAsync(Guid uuid, bool live, CancellationToken cancellationToken) =>
        WithAsync(
            uuid,
            "read the XML of",
            domain => XmlOf(domain, live ? 0 : InactiveXml),
            cancellationToken
        );

    public Task<DomainInfo> DefineAsync(string xml, CancellationToken cancellationToken) =>
        connection.ChangeAsync(
            $"define the domain '{DefinedName.Of(xml)}'",
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
        ChangeAsync(
            uuid,
            "start",
            domain => VirCall.Check(VirApi.virDomainCreateWithFlags(domain, flags: 0)),
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

        var began = timeProvider.GetTimestamp();
        var asked = await ChangeAsync(uuid, "shut down", AskToStop, cancellationToken);
        var askedAt = timeProvider.GetTimestamp();
        while (asked && timeProvider.GetElapsedTime(began) < grace)
        {
            if (!await IsActiveAsync(uuid, cancellationToken))
            {
                return true;
            }

            if (timeProvider.GetElapsedTime(askedAt) > AskAgain)
            {
                await ChangeAsync(uuid, "shut down", AskToStop, cancellationToken);
                askedAt = timeProvider.GetTimestamp();
            }

            await Task.Delay(Poll, timeProvider, cancellationToken);
        }

        await ChangeAsync(uuid, "destroy", Destroy, cancellationToken);
        return false;
    }

    public Task UndefineAsync(Guid uuid, CancellationToken cancellationToken) =>
        ChangeAsync(uuid, "undefine", Undefine, cancellationToken);

    public Task SetAutostartAsync(Guid uuid, bool autostart, CancellationToken cancellationToken) =>
        ChangeAsync(
            uuid,
            "set the autostart of",
            domain => VirCall.Check(VirApi.virDomainSetAutostart(domain, autostart ? 1 : 0)),
            cancellationToken
        );

    public async Task<IRebootCount> CountRebootsAsync(
        Guid uuid,
        CancellationToken cancellationToken
    ) => await RebootCount.StartAsync(connection, timeProvider, uuid, cancellationToken);

    public Task TellAsync(
        Guid uuid,
        string channel,
        string line,
        CancellationToken cancellationToken
    ) =>
        new GuestChannel(connection, timeProvider, uuid, channel).TellAsync(
            line,
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

    /// <summary>Whether the guest could be asked to power off. A guest that went off meanwhile could not.</summary>
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
            // The guest powered itself off in the last moment.
            return 0;
        }
    }

    /// <summary>An older libvirt refuses the unknown flag; it keeps no TPM state either.</summary>
    private static int Undefine(DomainHandle domain)
    {
        try
        {
            return VirCall.Check(VirApi.virDomainUndefineFlags(domain, WithMetadata | WithTpm));
        }
        catch (LibvirtException e) when (e.Error == VirErrors.InvalidArgument)
        {
            return VirCall.Check(VirApi.virDomainUndefineFlags(domain, WithMetadata));
        }
    }

    private static DomainReading? ReadFound(DomainHandle handle)
    {
        using var domain = VirCall.Find(handle);
        if (domain is null)
        {
            return null;
        }

        var info = Describe(domain);
        return new(
            info,
            XmlOf(domain, InactiveXml),
            VirCall.Flag(VirApi.virDomainIsActive(domain)) ? XmlOf(domain, flags: 0) : null
        );
    }

    private static string XmlOf(DomainHandle domain, uint flags) =>
        VirCall.Text(VirApi.virDomainGetXMLDesc(domain, flags));

    private Task<T> ChangeAsync<T>(
        Guid uuid,
        string what,
        Func<DomainHandle, T> call,
        CancellationToken cancellationToken
    ) =>
        connection.ChangeAsync(
            $"{what} the domain {uuid}",
            connect => connection.WithDomain(connect, uuid, call),
            cancellationToken
        );

    private Task<T> WithAsync<T>(
        Guid uuid,
        string what,
        Func<DomainHandle, T> call,
        CancellationToken cancellationToken
    ) =>
        connection.CallAsync(
            $"{what} the domain {uuid}",
            connect => connection.WithDomain(connect, uuid, call),
            cancellationToken
        );

    private static DomainInfo Describe(DomainHandle domain)
    {
        VirCall.Check(VirApi.virDomainGetState(domain, out var state, out var reason, flags: 0));
        VirCall.Check(VirApi.virDomainGetAutostart(domain, out var autostart));
        return new(
            VirCall.Uuid(buffer => VirApi.virDomainGetUUIDString(domain, buffer)),
            VirCall.Text(VirApi.virDomainGetName(domain)),
            (DomainState)state,
            VirCall.Flag(VirApi.virDomainIsPersistent(domain)),
            autostart == 1
        )
        {
            PauseReason =
                (DomainState)state == DomainState.Paused
                    ? (PauseReason)reason
                    : PauseReason.Unknown,
            HasCrashed =
                (DomainState)state == DomainState.Crashed
                || ((DomainState)state == DomainState.ShutOff && reason == OffAfterCrash),
            IsSaved =
                (DomainState)state == DomainState.ShutOff
                && VirCall.Flag(VirApi.virDomainHasManagedSaveImage(domain, flags: 0)),
        };
    }
}
