using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Live;

/// <summary>
/// Changes the memory of a running guest and verifies it, because libvirt also reports success for a guest without a balloon driver.
/// </summary>
internal sealed class LiveMemory(ProviderSession session, Guid uuid)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Sets the guest's memory to a number of bytes.</summary>
    /// <exception cref="HostException">The guest does not take or release the memory.</exception>
    public async Task SetAsync(long bytes, CancellationToken cancellationToken)
    {
        var live = session.Host.LiveDomains;
        await live.SetMemoryAsync(uuid, bytes, cancellationToken);
        using var limit = new CancellationTokenSource(Patience, session.Clock);
        while (
            await live.GetMemoryAsync(uuid, cancellationToken) is var now && now != RoundUp(bytes)
        )
        {
            if (limit.IsCancellationRequested)
            {
                throw new HostException(
                    "guest-memory",
                    $"The guest should have {ByteSize.Format(bytes)} of memory and has {ByteSize.Format(now)}: "
                        + "it has no balloon driver (virtio_balloon), or uses more than that. Load the driver in the guest, or remove maxMemory: "
                        + "the memory then changes by a restart."
                );
            }

            await Task.Delay(Poll, session.Clock, cancellationToken);
        }
    }

    /// <summary>Rounds as libvirt does, which counts in KiB.</summary>
    private static long RoundUp(long bytes) => bytes / 1024 * 1024;
}
