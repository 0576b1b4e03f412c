using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>
/// Detects a guest that resets again and again without a report: its kernel panics, or its disk does not boot.
/// </summary>
internal sealed class BootLoopWatch : IAsyncDisposable
{
    /// <summary>The number of resets without a report that make a loop. A guest that configures itself reports at each boot.</summary>
    public const int MostResets = 5;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource _found = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IRebootCount _reboots;
    private readonly Task _watching;
    private int _heardAt;

    private BootLoopWatch(IRebootCount reboots, TimeProvider clock)
    {
        _reboots = reboots;
        _watching = WatchAsync(clock);
    }

    /// <summary>A token that is cancelled when the guest is in a boot loop.</summary>
    public CancellationToken Found => _found.Token;

    /// <summary>Starts watching a guest.</summary>
    public static async Task<BootLoopWatch> StartAsync(
        ProviderSession session,
        Guid uuid,
        CancellationToken cancellationToken
    ) => new(await session.Host.Domains.CountRebootsAsync(uuid, cancellationToken), session.Clock);

    /// <summary>Notes a report of the guest, which starts the count anew.</summary>
    public void Heard() => Volatile.Write(ref _heardAt, _reboots.Count);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _reboots.DisposeAsync();
        _stop.Dispose();
        _found.Dispose();
    }

    private async Task WatchAsync(TimeProvider clock)
    {
        while (_reboots.Count - Volatile.Read(ref _heardAt) < MostResets)
        {
            await Task.Delay(Poll, clock, _stop.Token);
        }

        await _found.CancelAsync();
    }
}
