using System.Xml.Linq;
using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Live;

/// <summary>Plugs devices into a running guest and out of it, and verifies that it happened.</summary>
internal sealed class LiveDevices(ProviderSession session, Guid uuid)
{
    /// <summary>The code of the error that a guest does not release a device.</summary>
    public const string Busy = "device-busy";

    /// <summary>The longest time a guest may take to release a device: a booted guest does it at once, a booting one after its boot.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The time before a request is repeated: a booting guest misses it, and QEMU accepts another only after five seconds.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(6);

    /// <summary>VIR_ERR_DEVICE_MISSING.</summary>
    private const int DeviceMissing = 99;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly ILiveDomains _live = session.Host.LiveDomains;

    /// <summary>Plugs a device in, unless the running guest already has it.</summary>
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

    /// <summary>Unplugs a device that the running guest has, and waits until the guest has released it.</summary>
    /// <exception cref="HostException">The guest does not release it.</exception>
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
                    $"The guest does not release the {what}: it did not answer within {Patience.TotalSeconds:0} s. "
                        + "Check on its console whether it runs and still uses it, or set running to false, run up, and set it to true again."
                );
            }

            await AskAsync(device, isAgain, cancellationToken);
            await WaitAsync(find, cancellationToken);
        }
    }

    /// <summary>Returns when the device is gone or the request must be repeated.</summary>
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
            // The guest received the request: it is releasing the device, or already has.
        }
    }

    /// <summary>Changes a device that stays plugged in.</summary>
    public Task UpdateAsync(XElement device, CancellationToken cancellationToken) =>
        _live.UpdateDeviceAsync(uuid, device.ToString(), cancellationToken);

    /// <summary>Reads the XML of the running machine.</summary>
    public async Task<XElement> ReadAsync(CancellationToken cancellationToken) =>
        XElement.Parse(await session.Host.Domains.GetXmlAsync(uuid, live: true, cancellationToken));
}
