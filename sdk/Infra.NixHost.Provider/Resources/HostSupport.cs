using Infra.NixHost.Host;
using Infra.NixHost.Host.Facts;

namespace Infra.NixHost.Provider.Resources;

/// <summary>What guests can ask of a host, read once for all guests of a program.</summary>
internal sealed class HostSupport(INixHost host)
{
    private readonly Lock _gate = new();
    private Task<GuestSupport>? _reading;

    /// <summary>The answer; a failed reading is tried again by the next who asks.</summary>
    public async Task<GuestSupport> ReadAsync(CancellationToken cancellationToken)
    {
        Task<GuestSupport> reading;
        lock (_gate)
        {
            // Not with the caller's token: others wait for the same reading.
            reading = _reading is { IsFaulted: false, IsCanceled: false }
                ? _reading
                : _reading = host.Facts.ReadSupportAsync(CancellationToken.None);
        }

        return await reading.WaitAsync(cancellationToken);
    }
}
