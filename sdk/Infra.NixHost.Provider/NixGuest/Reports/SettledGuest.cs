using Infra.NixHost.Provider.NixGuest.Xml;
using Infra.NixHost.Provider.Resources;

namespace Infra.NixHost.Provider.NixGuest.Reports;

/// <summary>
/// Waits until a running guest has finished its boot. A booting guest may miss disks that are plugged in meanwhile, or mix former and new
/// ones.
/// </summary>
internal sealed class SettledGuest(ProviderSession session)
{
    /// <summary>The longest wait. A settled guest says so every two seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Returns when the guest is settled or the time is over.</summary>
    public async Task WaitAsync(
        ResourceIdentity identity,
        Guid uuid,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(Patience, session.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token,
            cancellationToken
        );
        session.Log.Status(identity.Urn, "waiting until the guest has booted");
        try
        {
            await foreach (
                var line in session.Host.Domains.ReadChannelAsync(
                    uuid,
                    DevicesXml.BootstrapChannel,
                    linked.Token
                )
            )
            {
                if (GuestReport.TryParse(line) is { IsReplayed: false, IsSettled: true })
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
            when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The guest may be unable to report it; the wait for its new configuration decides.
        }
    }
}
