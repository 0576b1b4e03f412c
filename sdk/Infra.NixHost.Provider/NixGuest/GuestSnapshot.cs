using System.Xml.Linq;
using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.NixGuest.Import;
using Infra.NixHost.Provider.NixGuest.Live;
using Infra.NixHost.Provider.NixGuest.Reports;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest;

/// <summary>What a guest was before an update, and the way back.</summary>
internal sealed class GuestSnapshot
{
    private readonly ProviderSession _session;
    private readonly ResourceIdentity _identity;
    private readonly Guid _uuid;
    private readonly DomainReading? _reading;
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
        _reading = reading;
        Former = reading is null ? null : XElement.Parse(reading.Xml);
        Live = reading?.LiveXml is { } live ? XElement.Parse(live) : null;
    }

    /// <summary>Whether the guest's machine was there.</summary>
    public bool WasOn => _reading is { } reading && GuestPower.IsOn(reading.Info.State);

    /// <summary>Whether somebody has saved the machine to a file.</summary>
    public bool IsSaved => _reading is { Info.IsSaved: true };

    /// <summary>Whether the machine is there and does nothing: somebody has paused it, or it has crashed and is kept to be looked at.</summary>
    public bool IsStuck =>
        _reading is { LiveXml: not null, Info.State: DomainState.Paused or DomainState.Crashed };

    /// <summary>Whether it was to start with the host.</summary>
    public bool? Autostart => _reading?.Info.Autostart;

    /// <summary>The former definition; <c>null</c> when somebody has undefined the guest.</summary>
    public XElement? Former { get; }

    /// <summary>The running machine; <c>null</c> when it was off.</summary>
    public XElement? Live { get; }

    /// <summary>Remembers a guest. One that somebody has undefined is remembered as that.</summary>
    /// <exception cref="HostException">The domain is not this resource's.</exception>
    public static async Task<GuestSnapshot> TakeAsync(
        ProviderSession session,
        ChangeCall call,
        CancellationToken cancellationToken
    )
    {
        var uuid = Guid.Parse(call.Id);
        var reading = await session.Host.Domains.ReadAsync(uuid, cancellationToken);
        return
            reading is null || ImportMark.AllowsChange(call.Identity, call.OldInputs, reading.Xml)
            ? new(session, call.Identity, uuid, reading)
            : throw new HostException(
                "guest-foreign",
                $"The domain '{reading.Info.Name}' ({uuid}) is not changed: {OwnerTag.Describe(reading.Xml)}. Remove it by hand, or take it out of the state."
            );
    }

    /// <summary>Notes that the power state is about to change.</summary>
    public void Touch() => _isTouched = true;

    /// <summary>Notes that the guest was told of another configuration: until it says how that ended, nobody knows which system it boots.</summary>
    public void Told() => _isTold = true;

    /// <summary>Notes a change of the running guest that can be taken back.</summary>
    public void UndoLater(Func<CancellationToken, Task> undo) => _undo.Push(undo);

    /// <summary>Gives back definition and power state after a failure; also when the user has cancelled.</summary>
    /// <exception cref="HostException">That failed too: both reasons.</exception>
    public async Task RestoreAsync(NixGuestInputs olds, Exception failure)
    {
        var domains = _session.Host.Domains;
        _session.Log.Status(_identity.Urn, "getting its former definition and power state back");
        using var limit = new CancellationTokenSource(
            _session.Host.Options.CommandTimeout + olds.ShutdownTimeout,
            _session.Clock
        );
        try
        {
            var isOn =
                await domains.FindAsync(_uuid, limit.Token) is { } now
                && GuestPower.IsOn(now.State);
            var isAdrift = _isTold && failure is not HostException { Code: GuestWait.GuestFailed };
            if (isOn && (_isTouched || isAdrift))
            {
                await domains.StopAsync(_uuid, olds.ShutdownTimeout, limit.Token);
                isOn = false;
            }

            if (_reading is null)
            {
                await UndefineAsync(domains, limit.Token);
                return;
            }

            await domains.DefineAsync(_reading.Xml, limit.Token);
            await domains.SetAutostartAsync(_uuid, _reading.Info.Autostart, limit.Token);
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
                $"The update of the guest '{olds.GuestName}' failed: {failure.Message}\nIts former definition could not be restored either: "
                    + $"{e.Message}\nMend what libvirt complains about, then run up again.",
                failure
            );
        }
    }

    /// <summary>Whether the running machine is what it was; one that hangs lets no device go, and has to start again to be that.</summary>
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
