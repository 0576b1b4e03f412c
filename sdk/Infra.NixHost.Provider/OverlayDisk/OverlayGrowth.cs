using Infra.NixHost.Hosts;

namespace Infra.NixHost.Provider.OverlayDisk;

/// <summary>Grows overlays, below a running guest too. An overlay never shrinks.</summary>
internal sealed class OverlayGrowth(INixHost host)
{
    /// <summary>Grows a disk that is smaller than wanted.</summary>
    /// <param name="path">The disk.</param>
    /// <param name="current">Its size in bytes.</param>
    /// <param name="wanted">The size it shall have at least, in bytes.</param>
    /// <param name="cancellationToken">Ends the change.</param>
    public async Task RunAsync(
        string path,
        long current,
        long wanted,
        CancellationToken cancellationToken
    )
    {
        if (wanted <= current)
        {
            return;
        }

        var users = await host.Volumes.FindUsersAsync(path, cancellationToken);
        if (users.Count == 0)
        {
            await host.Volumes.ResizeAsync(path, wanted, cancellationToken);
            return;
        }

        var guest =
            await host.Domains.FindAsync(users[0], cancellationToken)
            ?? throw new HostException(
                "guest-gone",
                $"The guest '{users[0]}' went away while its disk {path} was to grow; run up again."
            );
        await host.Volumes.ResizeLiveAsync(guest.Uuid, path, wanted, cancellationToken);
    }
}
