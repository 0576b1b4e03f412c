using System.Xml.Linq;
using Infra.NixHost.Host;
using Infra.NixHost.Host.Libvirt;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Live;

/// <summary>Plugs devices into a running guest and out of it, and sees that it has happened.</summary>
internal sealed class LiveDevices(ProviderSession session, Guid uuid)
{
    /// <summary>The code of the error that a guest keeps a device.</summary>
    public const string Busy = "device-busy";

    /// <summary>How long a guest may take to let a device go; one that answers does it at once, and one that only boots when it has booted.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A guest that only boots does not hear the request. QEMU takes it again when five seconds have passed.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(6);

    /// <summary>VIR_ERR_DEVICE_MISSING.</summary>
    private const int DeviceMissing = 99;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly ILiveDomains _live = session.Host.LiveDomains;

    /// <summary>Plugs a device in, unless the running guest has it.</summary>
    public async Task AttachAsync(
        XElement device,
        Func<XElement, XElement?> find,
        CancellationToken cancellationToken
    )
    {
        if (find(await ReadAsync(cancellationToken)) is null)
        {
            await _live.AttachAsync(uuid, device.ToString(), cancellationToken);
        }
    }

    /// <summary>Plugs a device out, if the running guest has it, and waits until it has let it go.</summary>
    /// <exception cref="HostException">The guest keeps it.</exception>
    public async Task DetachAsync(
        string what,
        Func<XElement, XElement?> find,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(Patience, session.Clock);
        for (var isAgain = false; ; isAgain = true)
        {
            if (find(await ReadAsync(cancellationToken)) is not { } device)
            {
                return;
            }

            if (limit.IsCancellationRequested)
            {
                throw new HostException(
                    Busy,
                    $"The guest does not let the {what} go: it did not answer within {Patience.TotalSeconds:0} s. "
                        + "See on its console whether it runs and still uses it, or set running to false, run up, and set it to true again."
                );
            }

            await AskAsync(device, isAgain, cancellationToken);
            await WaitAsync(find, cancellationToken);
        }
    }

    /// <summary>Returns when the device is gone, or it is time to ask again.</summary>
    private async Task WaitAsync(
        Func<XElement, XElement?> find,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(AskAgain, session.Clock);
        while (
            !limit.IsCancellationRequested && find(await ReadAsync(cancellationToken)) is not null
        )
        {
            await Task.Delay(Poll, session.Clock, cancellationToken);
        }
    }

    private async Task AskAsync(XElement device, bool isAgain, CancellationToken cancellationToken)
    {
        try
        {
            await _live.DetachAsync(uuid, device.ToString(), cancellationToken);
        }
        catch (LibvirtException e)
            when (isAgain
                && (
                    e.Error == DeviceMissing
                    || e.Message.Contains("in the process of unplug", StringComparison.Ordinal)
                )
            )
        {
            // The guest has heard: it lets the device go, or already has.
        }
    }

    /// <summary>Changes a device that stays plugged in.</summary>
    public Task UpdateAsync(XElement device, CancellationToken cancellationToken) =>
        _live.UpdateDeviceAsync(uuid, device.ToString(), cancellationToken);

    /// <summary>The running machine.</summary>
    public async Task<XElement> ReadAsync(CancellationToken cancellationToken) =>
        XElement.Parse(await session.Host.Domains.GetXmlAsync(uuid, live: true, cancellationToken));
}
