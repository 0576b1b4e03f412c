using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.NixGuest.Live;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.Resources;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>The state of a guest before an update, and the way back to it.</summary>
internal sealed class GuestSnapshot
{
    private readonly ProviderSession _session;
    private readonly ResourceIdentity _identity;
    private readonly Guid _uuid;
    private readonly Stack<Func<CancellationToken, Task>> _undo = new();
    private bool _isTouched;
    private bool _isTold;

    private GuestSnapshot(
        ProviderSession session,
        ResourceIdentity identity,
        Guid uuid,
        DomainReading? reading
    )
    {
        _session = session;
        _identity = identity;
        _uuid = uuid;
        Reading = reading;
        Former = reading is null ? null : XElement.Parse(reading.Xml);
        Live = reading?.LiveXml is { } live ? XElement.Parse(live) : null;
    }

    /// <summary>What libvirt knew of the guest; <c>null</c> when somebody has undefined it.</summary>
    public DomainReading? Reading { get; }

    /// <summary>Whether the guest's machine was on.</summary>
    public bool WasOn => Reading is { } reading && reading.Info.IsOn;

    /// <summary>Whether the machine exists but does not run: it is paused, or it crashed and is preserved.</summary>
    public bool IsStuck =>
        Reading is { LiveXml: not null, Info.State: DomainState.Paused or DomainState.Crashed };

    /// <summary>Whether the guest started with the host.</summary>
    public bool? Autostart => Reading?.Info.Autostart;

    /// <summary>The former definition; <c>null</c> when somebody has undefined the guest.</summary>
    public XElement? Former { get; }

    /// <summary>The running machine; <c>null</c> when it was off.</summary>
    public XElement? Live { get; }

    /// <summary>Reads a guest before it changes, also one that somebody has undefined.</summary>
    public static async Task<GuestSnapshot> TakeAsync(
        ProviderSession session,
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        var uuid = StateId.Uuid(call.Identity, call.Id);
        var reading = await session.Host.Domains.ReadAsync(uuid, cancellationToken);
        return new(session, call.Identity, uuid, reading);
    }

    /// <summary>Notes that the power state is about to change.</summary>
    public void Touch() => _isTouched = true;

    /// <summary>Notes that the guest was told of a new configuration: until it reports the outcome, the system it boots is unknown.</summary>
    public void Told() => _isTold = true;

    /// <summary>Notes how to undo a change of the running guest.</summary>
    public void UndoLater(Func<CancellationToken, Task> undo) => _undo.Push(undo);

    /// <summary>Restores definition and power state after a failure or a cancellation.</summary>
    /// <exception cref="HostException">Restoring failed too; the message has both reasons.</exception>
    public async Task RestoreAsync(NixGuestInputs olds, Exception failure)
    {
        var domains = _session.Host.Domains;
        _session.Log.Status(_identity.Urn, "restoring its former definition and power state");
        using var limit = new CancellationTokenSource(
            _session.Host.Options.CommandTimeout + olds.ShutdownTimeout,
            _session.Clock
        );
        try
        {
            var isOn = await domains.FindAsync(_uuid, limit.Token) is { } now && now.IsOn;
            var isAdrift = _isTold && failure is not HostException { Code: GuestWait.GuestFailed };
            if (isOn && (_isTouched || isAdrift))
            {
                await domains.StopAsync(_uuid, olds.ShutdownTimeout, limit.Token);
                isOn = false;
            }

            if (Reading is null)
            {
                await UndefineAsync(domains, limit.Token);
                return;
            }

            await domains.DefineAsync(Reading.Xml, limit.Token);
            await domains.SetAutostartAsync(_uuid, Reading.Info.Autostart, limit.Token);
            if (WasOn && !isOn)
            {
                await domains.StartAsync(_uuid, limit.Token);
            }
            else if (isOn && !await UndoAsync(limit.Token))
            {
                await domains.StopAsync(_uuid, olds.ShutdownTimeout, limit.Token);
                await domains.StartAsync(_uuid, limit.Token);
            }
        }
        catch (Exception e)
            when (e is HostException or LibvirtException or OperationCanceledException)
        {
            throw new HostException(
                "guest-restore",
                $"The update of the guest '{olds.GuestName}' failed: {Reason(failure)}\nIts former definition could not be restored either: "
                    + $"{Reason(e)}\nFix what libvirt complains about, then run up again.",
                failure
            );
        }

        string Reason(Exception of) => FailureReason.Of(of, olds.GuestName, PropertyMap.Empty);
    }

    /// <summary>Undoes the live changes; false when a hung guest keeps a device, so that only a restart restores the machine.</summary>
    private async Task<bool> UndoAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_undo.TryPop(out var undo))
            {
                await undo(cancellationToken);
            }

            return true;
        }
        catch (HostException e) when (e.Code == LiveDevices.Busy)
        {
            return false;
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
