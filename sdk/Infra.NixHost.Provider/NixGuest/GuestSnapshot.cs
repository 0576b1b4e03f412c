using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>What a guest was before an update, and the way back.</summary>
internal sealed class GuestSnapshot
{
    private readonly ProviderSession _session;
    private readonly Guid _uuid;
    private readonly string? _xml;
    private readonly bool _autostart;
    private bool _isTouched;
    private bool _isTouchedLive;

    private GuestSnapshot(ProviderSession session, Guid uuid, DomainInfo? domain, string? xml)
    {
        _session = session;
        _uuid = uuid;
        _xml = xml;
        _autostart = domain?.Autostart ?? false;
        WasOn = domain is not null && GuestPower.IsOn(domain.State);
    }

    /// <summary>Whether the guest's machine was there.</summary>
    public bool WasOn { get; }

    /// <summary>Remembers a guest. One that somebody has undefined is remembered as that.</summary>
    /// <exception cref="HostException">The domain is not this resource's.</exception>
    public static async Task<GuestSnapshot> TakeAsync(
        ProviderSession session,
        ResourceIdentity identity,
        Guid uuid,
        CancellationToken cancellationToken
    )
    {
        if (await session.Host.Domains.FindAsync(uuid, cancellationToken) is not { } domain)
        {
            return new(session, uuid, null, null);
        }

        var xml = await session.Host.Domains.GetXmlAsync(uuid, live: false, cancellationToken);
        return OwnerTag.IsOf(identity, xml)
            ? new(session, uuid, domain, xml)
            : throw new HostException(
                "guest-foreign",
                $"The domain '{domain.Name}' ({uuid}) is not changed: {OwnerTag.Describe(xml)}. Remove it by hand, or take it out of the state."
            );
    }

    /// <summary>Notes that the power state is about to change.</summary>
    public void Touch() => _isTouched = true;

    /// <summary>Notes that the running guest is about to change.</summary>
    public void TouchLive() => _isTouchedLive = true;

    /// <summary>Gives back definition and power state after a failure; also when the user has cancelled.</summary>
    /// <exception cref="HostException">That failed too: both reasons.</exception>
    public async Task RestoreAsync(NixGuestInputs olds, Exception failure)
    {
        var domains = _session.Host.Domains;
        using var limit = new CancellationTokenSource(
            _session.Host.Options.CommandTimeout + olds.ShutdownTimeout,
            _session.Clock
        );
        try
        {
            var isOn =
                await domains.FindAsync(_uuid, limit.Token) is { } now
                && GuestPower.IsOn(now.State);
            if (isOn && _isTouched)
            {
                await domains.StopAsync(_uuid, olds.ShutdownTimeout, limit.Token);
                isOn = false;
            }

            if (_xml is null)
            {
                await UndefineAsync(domains, limit.Token);
                return;
            }

            await domains.DefineAsync(_xml, limit.Token);
            await domains.SetAutostartAsync(_uuid, _autostart, limit.Token);
            if (WasOn && !isOn)
            {
                await domains.StartAsync(_uuid, limit.Token);
            }
            else if (isOn && _isTouchedLive)
            {
                await domains.SetMemoryAsync(_uuid, olds.Memory, limit.Token);
            }
        }
        catch (Exception e)
            when (e is HostException or LibvirtException or OperationCanceledException)
        {
            throw new HostException(
                "guest-restore",
                $"The update of the guest '{olds.GuestName}' failed: {failure.Message}\nIts former definition could not be restored either: "
                    + $"{e.Message}\nMend what libvirt complains about, then run up again.",
                failure
            );
        }
    }

    private async Task UndefineAsync(IDomains domains, CancellationToken cancellationToken)
    {
        if (await domains.FindAsync(_uuid, cancellationToken) is not null)
        {
            await domains.UndefineAsync(_uuid, cancellationToken);
        }
    }
}
